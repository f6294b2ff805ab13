// A terminator that the form implies stands where the op around it does; another one is spelled.
// RUN: ptowsp-opt %s --print-locations | FileCheck %s
// RUN: ptowsp-opt %s --print-locations -o %t
// RUN: ptowsp-opt %t --print-locations | cmp - %t
// CHECK:       wsp.workload @same() {
// CHECK-NEXT:  } loc(#[[A:.*]])
// CHECK-NEXT:  wsp.workload @other() {
// CHECK-NEXT:    wsp.return loc(#[[B:.*]])
// CHECK-NEXT:  } loc(#[[A]])
// CHECK:       #[[A]] = loc("a":1:2)
// CHECK:       #[[B]] = loc("b":3:4)
module {
  wsp.workload @same() {
  } loc("a":1:2)
  wsp.workload @other() {
    wsp.return loc("b":3:4)
  } loc("a":1:2)
  // A loop's variable has a place that the form does not say.
  wsp.workload @loop(%n: value i32) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    scf.for %i = %c0 to %c0 step %c1 {
    }
  } loc("a":1:2)
}
