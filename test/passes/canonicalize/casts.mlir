// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @bits
// CHECK-NEXT: %[[H:.*]] = arith.bitcast %arg0 : i16 to f16
// CHECK-NEXT: return %[[H]], %arg0
func.func @bits(%x: i16) -> (f16, i16) {
  %0 = arith.bitcast %x : i16 to bf16
  %1 = arith.bitcast %0 : bf16 to f16
  %2 = arith.bitcast %1 : f16 to i16
  return %1, %2 : f16, i16
}

// There and back in another order is another conversion.
// CHECK-LABEL: @conversions
// CHECK-NEXT: %[[A:.*]]:2 = builtin.unrealized_conversion_cast %arg0, %arg1 : i32, i32 to i64, i64
// CHECK-NEXT: %[[B:.*]]:2 = builtin.unrealized_conversion_cast %[[A]]#1, %[[A]]#0
// CHECK-NEXT: return %arg0, %arg1, %[[B]]#0
func.func @conversions(%x: i32, %y: i32) -> (i32, i32, i32) {
  %0:2 = builtin.unrealized_conversion_cast %x, %y : i32, i32 to i64, i64
  %1:2 = builtin.unrealized_conversion_cast %0#0, %0#1 : i64, i64 to i32, i32
  %2:2 = builtin.unrealized_conversion_cast %0#1, %0#0 : i64, i64 to i32, i32
  return %1#0, %1#1, %2#0 : i32, i32, i32
}

// No number gives way to a number.
// CHECK-LABEL: @numbers
// CHECK-NEXT: return %arg0, %arg0
func.func @numbers(%x: f32) -> (f32, f32) {
  %nan = arith.constant 0x7FC00000 : f32
  %0 = arith.maxnumf %x, %nan : f32
  %1 = arith.minnumf %x, %nan : f32
  return %0, %1 : f32, f32
}
