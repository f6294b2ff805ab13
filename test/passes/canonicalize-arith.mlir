// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// Constants around a value become one.
// CHECK-LABEL: func.func @constants
// CHECK-DAG:     %[[C7:.*]] = arith.constant 7 : i32
// CHECK-DAG:     %[[C8:.*]] = arith.constant 8 : i32
// CHECK-DAG:     %[[C15:.*]] = arith.constant 15 : i32
// CHECK-DAG:     %[[C3:.*]] = arith.constant 3 : i32
// CHECK:         %[[A:.*]] = arith.subi %[[C7]], %arg0 : i32
// CHECK:         %[[B:.*]] = arith.addi %arg0, %[[C3]] : i32
// CHECK:         %[[C:.*]] = arith.andi %arg0, %[[C8]] : i32
// CHECK:         %[[D:.*]] = arith.ori %arg0, %[[C15]] : i32
// CHECK:         %[[E:.*]] = arith.muli %arg0, %[[C15]] : i32
// CHECK:         return %[[A]], %[[B]], %[[C]], %[[D]], %[[E]]
func.func @constants(%x: i32) -> (i32, i32, i32, i32, i32) {
  %c3 = arith.constant 3 : i32
  %c4 = arith.constant 4 : i32
  %c5 = arith.constant 5 : i32
  %c10 = arith.constant 10 : i32
  %c12 = arith.constant 12 : i32
  %c24 = arith.constant 24 : i32
  %c7 = arith.constant 7 : i32
  %0 = arith.subi %c3, %x : i32
  %1 = arith.addi %0, %c4 : i32
  %2 = arith.subi %c4, %x : i32
  %3 = arith.subi %c7, %2 : i32
  %4 = arith.andi %x, %c12 : i32
  %5 = arith.andi %4, %c24 : i32
  %6 = arith.ori %x, %c10 : i32
  %7 = arith.ori %6, %c5 : i32
  %8 = arith.muli %x, %c3 : i32
  %9 = arith.muli %8, %c5 : i32
  return %1, %3, %5, %7, %9 : i32, i32, i32, i32, i32
}

// Joined constants keep no promise about overflow: the whole may overflow where no part did.
// CHECK-LABEL: func.func @flags
// CHECK:         arith.addi %arg0, %{{.*}} : i32
func.func @flags(%x: i32) -> i32 {
  %c3 = arith.constant 3 : i32
  %0 = arith.addi %x, %c3 overflow<nsw> : i32
  %1 = arith.addi %0, %c3 overflow<nsw> : i32
  return %1 : i32
}

// Operations undo each other.
// CHECK-LABEL: func.func @undone
// CHECK-NEXT:    %[[C0:.*]] = arith.constant 0 : i32
// CHECK-NEXT:    return %arg0, %arg0, %arg1, %arg0, %[[C0]], %[[C0]]
func.func @undone(%x: i32, %y: i32) -> (i32, i32, i32, i32, i32, i32) {
  %m1 = arith.constant -1 : i32
  %0 = arith.subi %x, %y : i32
  %1 = arith.addi %y, %0 : i32
  %2 = arith.xori %y, %x : i32
  %3 = arith.xori %2, %y : i32
  %4 = arith.addi %x, %y : i32
  %5 = arith.subi %4, %x : i32
  %6 = arith.maxsi %x, %x : i32
  %7 = arith.xori %x, %m1 : i32
  %8 = arith.andi %7, %x : i32
  %9 = arith.subi %y, %y : i32
  return %1, %3, %5, %6, %8, %9 : i32, i32, i32, i32, i32, i32
}

// Neutral and absorbing numbers of every width; 1 is -1 as a bool.
// CHECK-LABEL: func.func @neutral
// CHECK:         %[[LOW:.*]] = arith.constant -128 : i8
// CHECK:         return %arg0, %[[LOW]], %arg0, %arg1
func.func @neutral(%x: i8, %p: i1) -> (i8, i8, i8, i1) {
  %low = arith.constant -128 : i8
  %c0 = arith.constant 0 : i8
  %t = arith.constant true
  %0 = arith.maxsi %x, %low : i8
  %1 = arith.minsi %x, %low : i8
  %2 = arith.maxui %x, %c0 : i8
  %3 = arith.andi %p, %t : i1
  return %0, %1, %2, %3 : i8, i8, i8, i1
}

// x - 0.0 and x + -0.0 are x; x + 0.0 and x - -0.0 are not for -0.0, nor is x - x 0.0 for NaN.
// CHECK-LABEL: func.func @zeros
// CHECK:         %[[A:.*]] = arith.addf %arg0
// CHECK:         %[[B:.*]] = arith.subf %arg0
// CHECK:         %[[C:.*]] = arith.subf %arg0, %arg0
// CHECK:         return %arg0, %arg0, %[[A]], %[[B]], %[[C]]
func.func @zeros(%x: f32) -> (f32, f32, f32, f32, f32) {
  %plus = arith.constant 0.0 : f32
  %minus = arith.constant -0.0 : f32
  %0 = arith.subf %x, %plus : f32
  %1 = arith.addf %x, %minus : f32
  %2 = arith.addf %x, %plus : f32
  %3 = arith.subf %x, %minus : f32
  %4 = arith.subf %x, %x : f32
  return %0, %1, %2, %3, %4 : f32, f32, f32, f32, f32
}
