// Functions of several blocks become blocks of the caller's, where these may be; private functions
// that are called no more go.
// RUN: ptowsp-opt --inline %s | FileCheck %s

// CHECK-NOT:   @gone
// CHECK:       func.func private @abs
// CHECK-LABEL: func.func @both
// CHECK:         cf.cond_br %{{.*}}, ^bb1, ^bb2
// CHECK:       ^bb1:
// CHECK:         cf.br ^bb3(%{{.*}} : i32)
// CHECK:       ^bb2:
// CHECK-NEXT:    cf.br ^bb3(%arg0 : i32)
// CHECK:       ^bb3(%[[A:.*]]: i32):
// CHECK:         cf.cond_br %{{.*}}, ^bb4, ^bb5
// CHECK:       ^bb5:
// CHECK-NEXT:    cf.br ^bb6(%arg1 : i32)
// CHECK:       ^bb6(%[[B:.*]]: i32):
// CHECK-NEXT:    arith.addi %[[A]], %[[B]]
func.func private @gone(%x: i32) -> i32 {
  return %x : i32
}
func.func private @abs(%x: i32) -> i32 {
  %c0 = arith.constant 0 : i32
  %p = arith.cmpi slt, %x, %c0 : i32
  cf.cond_br %p, ^negative, ^positive
^negative:
  %n = arith.subi %c0, %x : i32
  return %n : i32
^positive:
  return %x : i32
}
func.func @both(%x: i32, %y: i32) -> i32 {
  %0 = func.call @abs(%x) : (i32) -> i32
  %1 = func.call @abs(%y) : (i32) -> i32
  %2 = func.call @gone(%1) : (i32) -> i32
  %3 = arith.addi %0, %2 : i32
  return %3 : i32
}

// The body of a loop has one block.
// CHECK-LABEL: func.func @loop
// CHECK:         scf.for
// CHECK-NEXT:      func.call @abs
func.func @loop(%x: i32, %n: index) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %x) -> i32 {
    %1 = func.call @abs(%s) : (i32) -> i32
    scf.yield %1 : i32
  }
  return %0 : i32
}
