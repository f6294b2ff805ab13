// RUN: ptowsp-opt --print-generic --print-locations %s -o %t.1
// RUN: FileCheck %s < %t.1
// RUN: ptowsp-opt --print-generic --print-locations %t.1 | diff %t.1 -
// RUN: ptowsp-opt --print-generic --print-locations --print-local-scope %s | FileCheck %s --check-prefix=LOCAL

// What a dialect that is not known says keeps the name that the input has for it, so that aliases
// inside of other such text stay true. Distinct attributes in it are numbered like all others.
// CHECK:      !pair = !foo.pair<i32>
// CHECK-NEXT: #unroll = #foo.unroll<disable = true>
// CHECK-NEXT: #unroll5 = #foo.unroll<count = 4 : i32>
// CHECK-NEXT: #loop = #foo.loop<unroll = #unroll, "#unroll", other = #unroll5, id = distinct[0]<>, !pair>
// CHECK:      "foo.op"() {a = #loop, b = distinct[1]<>, c = #foo.plain<#nobody -> !no.one, 4 : i8>} : () -> !pair loc(#loc2)
// CHECK:      #file = #foo.file<"a.c">
// CHECK:      #scope = #foo.scope<file = #file>
// CHECK-NEXT: #loc2 = loc(fused<#scope>[#loc1])
// LOCAL:      "foo.op"() {a = #foo.loop<unroll = #foo.unroll<disable = true>, "#unroll", other = #foo.unroll<count = 4 : i32>, id = distinct[0]<>, !foo.pair<i32>>
#unroll = #foo.unroll<disable = true>
#unroll5 = #foo.unroll<count = 4 : i32>
#number = 4 : i8
!pair = !foo<pair<i32>>
#loop = #foo.loop<unroll = #unroll, "#unroll", other = #unroll5, id = distinct[77]<>, !pair>
"foo.op"() {a = #loop, b = distinct[12]<>, c = #foo.plain<#nobody -> !no.one, #number>} : () -> !pair loc(#loc)
#file = #foo.file<"a.c">
#scope = #foo.scope<file = #file>
#loc = loc(fused<#scope>["a.c":1:2])
