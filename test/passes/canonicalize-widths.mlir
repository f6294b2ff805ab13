// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// Integers wrap at their own width.
// CHECK-LABEL: func.func @wrap
// CHECK:         arith.constant -126 : i8
func.func @wrap() -> i8 {
  %a = arith.constant 127 : i8
  %b = arith.constant 3 : i8
  %0 = arith.addi %a, %b : i8
  return %0 : i8
}

// Unsigned division reads the bits as a natural number.
// CHECK-LABEL: func.func @unsigned
// CHECK:         arith.constant 127 : i8
func.func @unsigned() -> i8 {
  %a = arith.constant -1 : i8
  %b = arith.constant 2 : i8
  %0 = arith.divui %a, %b : i8
  return %0 : i8
}

// Half precision rounds to nearest even: 2048 + 1 is 2048.
// CHECK-LABEL: func.func @half
// CHECK:         arith.constant 2.048000e+03 : f16
func.func @half() -> f16 {
  %a = arith.constant 2048.0 : f16
  %b = arith.constant 1.0 : f16
  %0 = arith.addf %a, %b : f16
  return %0 : f16
}
