// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// Chains of conversions become one, or none.
// CHECK-LABEL: func.func @chains
// CHECK-NEXT:    %[[A:.*]] = arith.extui %arg0 : i8 to i64
// CHECK-NEXT:    %[[B:.*]] = arith.extsi %arg0 : i8 to i16
// CHECK-NEXT:    %[[C:.*]] = arith.trunci %arg1 : i64 to i8
// CHECK-NEXT:    %[[D:.*]] = arith.index_cast %arg0 : i8 to index
// CHECK-NEXT:    %[[E:.*]] = arith.sitofp %arg0 : i8 to f32
// CHECK-NEXT:    return %[[A]], %arg0, %[[B]], %[[C]], %[[D]], %[[E]]
func.func @chains(%x: i8, %w: i64) -> (i64, i8, i16, i8, index, f32) {
  %0 = arith.extui %x : i8 to i32
  %1 = arith.extsi %0 : i32 to i64
  %2 = arith.trunci %0 : i32 to i8
  %3 = arith.extsi %x : i8 to i32
  %4 = arith.trunci %3 : i32 to i16
  %5 = arith.trunci %w : i64 to i32
  %6 = arith.trunci %5 : i32 to i8
  %7 = arith.index_cast %3 : i32 to index
  %8 = arith.sitofp %3 : i32 to f32
  return %1, %2, %4, %6, %7, %8 : i64, i8, i16, i8, index, f32
}

// Floats may be widened in one step, and narrowed again to what they were; rounding stays.
// CHECK-LABEL: func.func @floats
// CHECK-NEXT:    %[[A:.*]] = arith.extf %arg0 : f16 to f64
// CHECK-NEXT:    %[[B:.*]] = arith.extf %arg0 : f16 to f32
// CHECK-NEXT:    %[[C:.*]] = arith.truncf %arg1 : f64 to f32
// CHECK-NEXT:    %[[D:.*]] = arith.truncf %[[C]] : f32 to f16
// CHECK-NEXT:    return %[[A]], %[[B]], %arg0, %[[D]]
func.func @floats(%h: f16, %d: f64) -> (f64, f32, f16, f16) {
  %0 = arith.extf %h : f16 to f32
  %1 = arith.extf %0 : f32 to f64
  %2 = arith.truncf %1 : f64 to f32
  %3 = arith.truncf %0 : f32 to f16
  %4 = arith.truncf %d : f64 to f32
  %5 = arith.truncf %4 : f32 to f16
  return %1, %2, %3, %5 : f64, f32, f16, f16
}

// An index that went through 32 bits may have lost some; one that came from them has not.
// CHECK-LABEL: func.func @indices
// CHECK-NEXT:    %[[A:.*]] = arith.index_cast %arg0 : index to i32
// CHECK-NEXT:    %[[B:.*]] = arith.index_cast %[[A]] : i32 to index
// CHECK-NEXT:    return %[[B]], %arg1
func.func @indices(%i: index, %x: i32) -> (index, i32) {
  %0 = arith.index_cast %i : index to i32
  %1 = arith.index_cast %0 : i32 to index
  %2 = arith.index_cast %x : i32 to index
  %3 = arith.index_cast %2 : index to i32
  return %1, %3 : index, i32
}

// Constants are converted if the result has them; beyond the integer's range it is undefined.
// CHECK-LABEL: func.func @constants
// CHECK-DAG:     %[[M2:.*]] = arith.constant -2 : i8
// CHECK-DAG:     %[[BITS:.*]] = arith.constant 1065353216 : i32
// CHECK-DAG:     %[[F:.*]] = arith.constant 3.000000e+00 : f32
// CHECK:         %[[U:.*]] = arith.fptosi %{{.*}} : f32 to i8
// CHECK-NEXT:    return %[[M2]], %[[BITS]], %[[F]], %[[U]]
func.func @constants() -> (i8, i32, f32, i8) {
  %a = arith.constant -2.75 : f32
  %b = arith.constant 1.0 : f32
  %c = arith.constant 3.5 : f32
  %d = arith.constant 300.0 : f32
  %0 = arith.fptosi %a : f32 to i8
  %1 = arith.bitcast %b : f32 to i32
  %2 = math.floor %c : f32
  %3 = arith.fptosi %d : f32 to i8
  return %0, %1, %2, %3 : i8, i32, f32, i8
}
