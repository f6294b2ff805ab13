// Everything stands where it is used, without names, in either form.
// RUN: ptowsp-opt --mlir-print-local-scope --mlir-print-debuginfo %s | FileCheck %s
// RUN: ptowsp-opt --print-local-scope --print-locations --print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: ptowsp-opt --print-local-scope --print-locations %s | ptowsp-opt --print-locations > %t.1
// RUN: ptowsp-opt --print-locations %s | ptowsp-opt --print-locations | diff - %t.1
#map = affine_map<(d0) -> (d0 + 1)>
#set = affine_set<(d0) : (d0 >= 0)>
#l = loc("a.c":3:4)
// CHECK-NOT: {{^#}}
// CHECK: func.func private @f(memref<4xf32, affine_map<(d0) -> (d0 + 1)>>)
// GENERIC-NOT: {{^#}}
// GENERIC: "func.func"() <{function_type = (memref<4xf32, affine_map<(d0) -> (d0 + 1)>>) -> ()
func.func private @f(memref<4xf32, #map>) loc(#l)
// CHECK: "x"() {d = distinct[0]<affine_map<(d0) -> (d0 + 1)>>, s = affine_set<(d0) : (d0 >= 0)>} : () -> () loc(fused["a.c":3:4, callsite("n"("a.c":3:4) at "a.c":3:4)])
"x"() {s = #set, d = distinct[0]<#map>} : () -> () loc(fused[#l, callsite("n"(#l) at #l)])
// CHECK-NOT: {{^#}}
