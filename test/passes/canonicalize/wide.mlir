// Numbers of other widths: bits of extended ones, both halves of sums and products, and what 64
// bits do not hold.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @bits
// CHECK: %[[A:.*]] = arith.andi %arg0, %arg1 : i8
// CHECK: arith.extsi %[[A]] : i8 to i64
// CHECK: %[[O:.*]] = arith.ori %arg0, %arg1 : i8
// CHECK: arith.extui %[[O]] : i8 to i64
func.func @bits(%x: i8, %y: i8) -> (i64, i64) {
  %0 = arith.extsi %x : i8 to i64
  %1 = arith.extsi %y : i8 to i64
  %2 = arith.andi %0, %1 : i64
  %3 = arith.extui %x : i8 to i64
  %4 = arith.extui %y : i8 to i64
  %5 = arith.ori %3, %4 : i64
  return %2, %5 : i64, i64
}

// CHECK-LABEL: @halves
// CHECK-DAG: %[[LOW:.*]] = arith.constant 27 : i8
// CHECK-DAG: %[[HIGH:.*]] = arith.constant -3 : i8
// CHECK-DAG: %[[ULOW:.*]] = arith.constant -99 : i8
// CHECK-DAG: %[[UHIGH:.*]] = arith.constant 29 : i8
// CHECK: return %[[LOW]], %[[HIGH]], %[[ULOW]], %[[UHIGH]]
func.func @halves() -> (i8, i8, i8, i8) {
  %c57 = arith.constant 57 : i8
  %c_13 = arith.constant -13 : i8
  %c133 = arith.constant 133 : i8
  %l, %h = arith.mulsi_extended %c57, %c_13 : i8
  %ul, %uh = arith.mului_extended %c57, %c133 : i8
  return %l, %h, %ul, %uh : i8, i8, i8, i8
}

// CHECK-LABEL: @carry
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : i32
// CHECK-DAG: %[[TRUE:.*]] = arith.constant true
// CHECK-DAG: %[[FALSE:.*]] = arith.constant false
// CHECK: return %[[ZERO]], %[[TRUE]], %arg0, %[[FALSE]]
func.func @carry(%x: i32) -> (i32, i1, i32, i1) {
  %max = arith.constant -1 : i32
  %c1 = arith.constant 1 : i32
  %c0 = arith.constant 0 : i32
  %0, %1 = arith.addui_extended %max, %c1 : i32, i1
  %2, %3 = arith.addui_extended %x, %c0 : i32, i1
  return %0, %1, %2, %3 : i32, i1, i32, i1
}

// The high half of x * 1 is its sign.
// CHECK-LABEL: @sign
// CHECK: %[[N:.*]] = arith.cmpi slt, %arg0, %c0_i32 : i32
// CHECK: %[[S:.*]] = arith.extsi %[[N]] : i1 to i32
// CHECK: return %arg0, %[[S]]
func.func @sign(%x: i32) -> (i32, i32) {
  %c1 = arith.constant 1 : i32
  %l, %h = arith.mulsi_extended %x, %c1 : i32
  return %l, %h : i32, i32
}

// An i32 fits into f64, an i64 does not: that would be rounded twice.
// CHECK-LABEL: @converted
// CHECK: arith.sitofp %arg0 : i32 to f32
// CHECK: arith.sitofp %arg1 : i64 to f64
// CHECK: arith.truncf
func.func @converted(%x: i32, %y: i64) -> (f32, f32) {
  %0 = arith.sitofp %x : i32 to f64
  %1 = arith.truncf %0 : f64 to f32
  %2 = arith.sitofp %y : i64 to f64
  %3 = arith.truncf %2 : f64 to f32
  return %1, %3 : f32, f32
}

// CHECK-LABEL: @quotient
// CHECK: %[[W:.*]] = arith.divsi %{{.*}}, %arg1 : i32
// CHECK: return %arg0, %[[W]]
func.func @quotient(%x: i32, %y: i32) -> (i32, i32) {
  %0 = arith.muli %x, %y overflow<nsw> : i32
  %1 = arith.divsi %0, %y : i32
  %2 = arith.muli %x, %y : i32
  %3 = arith.divsi %2, %y : i32
  return %1, %3 : i32, i32
}

// The sum of these does not wrap at 64 bits.
// CHECK-LABEL: @beyond
// CHECK-DAG: %[[MAX:.*]] = arith.constant 9223372036854775807 : i128
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1 : i128
// CHECK: %[[A:.*]] = arith.addi %arg0, %[[MAX]] : i128
// CHECK: arith.addi %[[A]], %[[ONE]] : i128
func.func @beyond(%x: i128) -> i128 {
  %max = arith.constant 9223372036854775807 : i128
  %c1 = arith.constant 1 : i128
  %0 = arith.addi %x, %max : i128
  %1 = arith.addi %0, %c1 : i128
  return %1 : i128
}
