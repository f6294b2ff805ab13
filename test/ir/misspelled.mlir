// RUN: %exits 1 ptowsp-opt %s 2>&1 | FileCheck %s
// RUN: %exits 1 ptowsp-opt --split-input-file %s 2>&1 | FileCheck %s --check-prefix=MORE

// A word that is close to one other is said to be that, and what to write stands below it.
// CHECK:      error: expected string or keyword containing one of the following enum values {{\[}}eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge]; did you mean 'slt'?
// CHECK-NEXT: arith.cmpi sltt
// CHECK-NEXT: {{^ *}}^~~~{{$}}
// CHECK-NEXT: {{^ *}}slt{{$}}
// CHECK:      custom op 'addf' is unknown (tried 'func.addf' as well); did you mean 'arith.addf'?
// CHECK:      expected non-function type; did you mean 'index'?
// CHECK:      custom op 'retrun' is unknown (tried 'func.retrun' as well); did you mean 'return'?
// CHECK:      use of undeclared SSA value name; did you mean '%alpha'?
// Two are as close: neither is sure.
// CHECK:      custom op 'arith.adi' is unknown{{$}}
func.func @f(%alpha: i32) {
  %1 = arith.cmpi sltt, %alpha, %alpha : i32
  %2 = addf %alpha, %alpha : i32
  %3 = arith.addi %alhpa, %alpha : i32
  %4 = arith.constant 3 : indx
  retrun
}
func.func @g(%a: i32) {
  %0 = arith.adi %a, %a : i32
}

// -----

// MORE:      :[[#@LINE+4]]:27: error: 'arith.constant' op has no property 'valu'; did you mean 'value'?
// MORE-NEXT: arith.constant
// MORE-NEXT: {{^ +}}^~~~{{$}}
// MORE-NEXT: {{^ +}}value{{$}}
%0 = "arith.constant"() <{valu = 1 : i32}> : () -> i32

// -----

// MORE:      unregistered operation 'arith.adddf' {{.*}}; did you mean 'arith.addf'?
// MORE-NEXT: arith.adddf
// MORE-NEXT: {{^ +}}^~
// MORE-NEXT: {{^   }}arith.addf
"arith.adddf"() : () -> ()

// -----

// MORE:      'func.call' op 'kernl' does not reference a valid function; did you mean 'kernel'?
// MORE-NEXT: call @kernl
// MORE-NEXT: ^~~~
// MORE-NEXT: {{^         }}kernel
func.func private @kernel()
func.func @f() {
  call @kernl() : () -> ()
  return
}

// -----

// MORE:      undefined symbol alias id 'mapp'; did you mean '#map'?
#map = affine_map<(d0) -> (d0)>
func.func private @f(memref<4xf32, #mapp>)

// -----

// MORE:      expected a memory: ub, l1, l0a, l0b or l0c; did you mean 'l0a'?
func.func private @f(!pto.tile<4x16xf32, l0aa>)

// -----

// MORE:      expected in, out, inout, value or a type; did you mean 'inout'?
wsp.kernel @k(%a: inuot memref<4xf32>) {
}
