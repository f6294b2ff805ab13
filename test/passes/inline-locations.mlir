// RUN: ptowsp-opt --inline --print-locations %s | FileCheck %s

// What is inlined says where it was called, twice where the callee was inlined itself.
// CHECK-LABEL: func.func @f(
// CHECK-NEXT:    arith.addi {{.*}} loc(#[[TWICE:loc[0-9]+]])
// CHECK-DAG:   #[[G:.*]] = loc("g.c":3:4)
// CHECK-DAG:   #[[H:.*]] = loc("h.c":7:8)
// CHECK-DAG:   #[[F:.*]] = loc("f.c":9:10)
// CHECK-DAG:   #[[INNER:.*]] = loc(callsite(#[[H]] at #[[F]]))
// CHECK-DAG:   #[[TWICE]] = loc(callsite(#[[G]] at #[[INNER]]))
func.func private @g(%x: i32) -> i32 {
  %0 = arith.addi %x, %x : i32 loc("g.c":3:4)
  return %0 : i32
}
func.func private @h(%x: i32) -> i32 {
  %0 = call @g(%x) : (i32) -> i32 loc("h.c":7:8)
  return %0 : i32
}
func.func @f(%x: i32) -> i32 {
  %0 = call @h(%x) : (i32) -> i32 loc("f.c":9:10)
  return %0 : i32
}
