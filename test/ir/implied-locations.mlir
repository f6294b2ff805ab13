// A terminator that the form implies stands where the op around it does; another one is spelled.
// RUN: ptowsp-opt %s --print-locations | FileCheck %s
// RUN: ptowsp-opt %s --print-locations -o %t
// RUN: ptowsp-opt %t --print-locations | cmp - %t
// CHECK:       wsp.workload @same() {
// CHECK-NEXT:  } loc(#[[A:.*]])
// CHECK-NEXT:  wsp.workload @other() {
// CHECK-NEXT:    wsp.return loc(#[[B:.*]])
// CHECK-NEXT:  } loc(#[[A]])
// CHECK-NEXT:  } loc
// CHECK-NEXT:  #loc = 
// CHECK-NEXT:  #[[A]] = loc("a":1:2)
// CHECK-NEXT:  #[[B]] = loc("b":3:4)
// CHECK-NOT:   loc
module {
  wsp.workload @same() {
  } loc("a":1:2)
  wsp.workload @other() {
    wsp.return loc("b":3:4)
  } loc("a":1:2)
}
