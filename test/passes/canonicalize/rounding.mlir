// Nothing is known of arith.truncf that rounds otherwise than to nearest, unless nothing is rounded.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @constants
// CHECK-DAG:  %[[H:.*]] = arith.constant 5.000000e-01 : f32
// CHECK-DAG:  %[[N:.*]] = arith.constant 1.100000e+00 : f32
// CHECK-DAG:  %[[D:.*]] = arith.truncf %{{.*}} downward
// CHECK:      return %[[D]], %[[N]], %[[H]]
func.func @constants() -> (f32, f32, f32) {
  %c = arith.constant 1.1 : f64
  %h = arith.constant 0.5 : f64
  %0 = arith.truncf %c downward : f64 to f32
  %1 = arith.truncf %c to_nearest_even : f64 to f32
  %2 = arith.truncf %h upward : f64 to f32
  return %0, %1, %2 : f32, f32, f32
}

// CHECK-LABEL: @operations
// CHECK:      arith.addf %{{.*}} : f64
// CHECK:      arith.truncf %{{.*}} upward
// CHECK:      arith.sitofp %{{.*}} : i32 to f64
// CHECK:      arith.truncf %{{.*}} toward_zero
func.func @operations(%x: f32, %y: f32, %i: i32) -> (f32, f32) {
  %u = arith.extf %x : f32 to f64
  %v = arith.extf %y : f32 to f64
  %s = arith.addf %u, %v : f64
  %0 = arith.truncf %s upward : f64 to f32
  %d = arith.sitofp %i : i32 to f64
  %1 = arith.truncf %d toward_zero : f64 to f32
  return %0, %1 : f32, f32
}
