// RUN: ptowsp-opt --canonicalize --split-input-file %s | FileCheck %s

// What is rounded to double first and to float then is the float operation; choices and what
// rounds nothing are of either type.
// CHECK-LABEL: @rounded
// CHECK-NOT: f64
// CHECK: arith.mulf %x, %cst{{.*}} : f32
// CHECK: math.sqrt {{.*}} : f32
// CHECK: math.absf {{.*}} : f32
// CHECK: arith.sitofp %n : i32 to f32
// CHECK: arith.mulf %x, %x : f32
// CHECK: arith.fptosi {{.*}} : f32 to i32
wsp.kernel @rounded(%x: value f32, %n: value i32, %o: out memref<5xf32, strided<[1], offset: ?>>, %q: out memref<1xi32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %half = arith.constant 0.5 : f64
  %two = arith.constant 2.0 : f64
  %w = arith.extf %x : f32 to f64
  %a = arith.mulf %w, %half : f64
  %b = arith.truncf %a : f64 to f32
  memref.store %b, %o[%c0] : memref<5xf32, strided<[1], offset: ?>>
  %c = arith.cmpf ogt, %w, %half : f64
  %d = math.sqrt %w : f64
  %e = math.absf %w : f64
  %f = arith.select %c, %d, %e : f64
  %g = arith.truncf %f : f64 to f32
  memref.store %g, %o[%c1] : memref<5xf32, strided<[1], offset: ?>>
  %h = arith.sitofp %n : i32 to f64
  %i = arith.truncf %h : f64 to f32
  memref.store %i, %o[%c2] : memref<5xf32, strided<[1], offset: ?>>
  %j = math.powf %w, %two : f64
  %k = arith.truncf %j : f64 to f32
  memref.store %k, %o[%c3] : memref<5xf32, strided<[1], offset: ?>>
  %l = math.floor %w : f64
  %m = arith.fptosi %l : f64 to i32
  memref.store %m, %q[%c0] : memref<1xi32, strided<[1], offset: ?>>
}

// -----

// A float compares with 0.1 as with the float below or above it; for equality there is none.
// CHECK-LABEL: @compared
// CHECK-DAG: [[BELOW:%.*]] = arith.constant 0.099999994 : f32
// CHECK-DAG: [[ABOVE:%.*]] = arith.constant 1.000000e-01 : f32
// CHECK-DAG: [[WIDE:%.*]] = arith.constant 1.000000e-01 : f64
// CHECK: arith.cmpf ogt, %x, [[BELOW]] : f32
// CHECK: arith.cmpf olt, %x, [[ABOVE]] : f32
// CHECK: arith.cmpf oeq, %{{.*}}, [[WIDE]] : f64
// CHECK: arith.cmpf ult, %{{.*}}, [[WIDE]] : f64
wsp.kernel @compared(%x: value f32, %o: out memref<4xi8, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %tenth = arith.constant 0.1 : f64
  %w = arith.extf %x : f32 to f64
  %a = arith.cmpf oge, %w, %tenth : f64
  %b = arith.cmpf ole, %w, %tenth : f64
  %c = arith.cmpf oeq, %w, %tenth : f64
  %d = arith.cmpf ult, %w, %tenth : f64
  %e = arith.extui %a : i1 to i8
  %f = arith.extui %b : i1 to i8
  %g = arith.extui %c : i1 to i8
  %h = arith.extui %d : i1 to i8
  memref.store %e, %o[%c0] : memref<4xi8, strided<[1], offset: ?>>
  memref.store %f, %o[%c1] : memref<4xi8, strided<[1], offset: ?>>
  memref.store %g, %o[%c2] : memref<4xi8, strided<[1], offset: ?>>
  memref.store %h, %o[%c3] : memref<4xi8, strided<[1], offset: ?>>
}

// -----

// Two operations in double, and constants with more digits, are not the operations in float.
// CHECK-LABEL: @kept
// CHECK: arith.mulf {{.*}} : f64
// CHECK: arith.addf {{.*}} : f64
// CHECK: arith.mulf {{.*}} : f64
wsp.kernel @kept(%x: value f32, %y: value f32, %o: out memref<2xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %tenth = arith.constant 0.1 : f64
  %v = arith.extf %x : f32 to f64
  %w = arith.extf %y : f32 to f64
  %a = arith.mulf %v, %w : f64
  %b = arith.addf %a, %w : f64
  %c = arith.truncf %b : f64 to f32
  memref.store %c, %o[%c0] : memref<2xf32, strided<[1], offset: ?>>
  %d = arith.mulf %v, %tenth : f64
  %e = arith.truncf %d : f64 to f32
  memref.store %e, %o[%c1] : memref<2xf32, strided<[1], offset: ?>>
}
