// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// Division by zero, an oversized shift and the lowest number over -1 stay for run time.
// CHECK-LABEL: func.func @undefined
// CHECK:         arith.divsi
// CHECK:         arith.shli
// CHECK:         arith.divsi
func.func @undefined() -> (i32, i32, i32) {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %c32 = arith.constant 32 : i32
  %m1 = arith.constant -1 : i32
  %low = arith.constant -2147483648 : i32
  %0 = arith.divsi %c1, %c0 : i32
  %1 = arith.shli %c1, %c32 : i32
  %2 = arith.divsi %low, %m1 : i32
  return %0, %1, %2 : i32, i32, i32
}

// x + 0.0 is not x for x = -0.0, and 0.0 * x is not 0.0 for NaN: both stay.
// CHECK-LABEL: func.func @floats
// CHECK:         arith.addf
// CHECK:         arith.mulf
func.func @floats(%x: f32) -> (f32, f32) {
  %zero = arith.constant 0.0 : f32
  %0 = arith.addf %x, %zero : f32
  %1 = arith.mulf %x, %zero : f32
  return %0, %1 : f32, f32
}

// Stores keep their number and order.
// CHECK-LABEL: func.func @stores
// CHECK-COUNT-2: memref.store
func.func @stores(%m: memref<f32>, %a: f32, %b: f32) {
  memref.store %a, %m[] : memref<f32>
  memref.store %b, %m[] : memref<f32>
  return
}

// One operand and one result do not make a cast: a tile filled with a constant stays.
// CHECK-LABEL: wsp.kernel @fill
// CHECK:         pto.texpands
wsp.kernel @fill(%a: out memref<1x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %0 = pto.texpands %zero : f32 -> !pto.tile<1x8xf32, ub>
  pto.tstore %0, %a : !pto.tile<1x8xf32, ub>, memref<1x8xf32>
}

// Which of two zeros fmax and fmin take depends on their order in the C library: it stays.
// CHECK-LABEL: func.func @order
// CHECK:         arith.maxnumf %[[Z:.*]], %arg0
// CHECK:         arith.minnumf %[[Z]], %arg0
func.func @order(%x: f32) -> (f32, f32) {
  %zero = arith.constant 0.0 : f32
  %0 = arith.maxnumf %zero, %x : f32
  %1 = arith.minnumf %zero, %x : f32
  return %0, %1 : f32, f32
}
