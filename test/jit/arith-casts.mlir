// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 3 2.75 -2.75 200.5
// RUN: %python %src/test/data/Inputs/npy.py %t.i.npy i4 3 2 -2 200
// RUN: %python %src/test/data/Inputs/npy.py %t.j.npy i8 3 2 254 200
// RUN: %python %src/test/data/Inputs/npy.py %t.f.npy f8 3 2 -2 200
// RUN: %python %src/test/data/Inputs/npy.py %t.r.npy f4 3 0.75 -0.75 0.5
// RUN: %python %src/test/data/Inputs/npy.py %t.m.npy f4 3 1 -2.75 1
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect i=%t.i.npy --expect j=%t.j.npy --expect f=%t.f.npy --expect r=%t.r.npy --expect m=%t.m.npy | FileCheck %s

// To integers toward zero; the low byte, extended by zeros; back to a float; the remainder with the
// dividend's sign; a chosen minimum.
// CHECK: expect i: ok
// CHECK: expect j: ok
// CHECK: expect f: ok
// CHECK: expect r: ok
// CHECK: expect m: ok
wsp.kernel @k(%x: in memref<3xf32>, %i: out memref<3xi32>, %j: out memref<3xi64>, %f: out memref<3xf64>, %r: out memref<3xf32>, %m: out memref<3xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %one = arith.constant 1.0 : f32
  scf.for %n = %c0 to %c3 step %c1 {
    %a = memref.load %x[%n] : memref<3xf32>
    %0 = arith.fptosi %a : f32 to i32
    memref.store %0, %i[%n] : memref<3xi32>
    %1 = arith.trunci %0 : i32 to i8
    %2 = arith.index_castui %1 : i8 to index
    %3 = arith.index_cast %2 : index to i64
    memref.store %3, %j[%n] : memref<3xi64>
    %4 = arith.sitofp %0 : i32 to f64
    memref.store %4, %f[%n] : memref<3xf64>
    %5 = arith.remf %a, %one : f32
    memref.store %5, %r[%n] : memref<3xf32>
    %6 = arith.minimumf %a, %one : f32
    %7 = arith.cmpf olt, %a, %one : f32
    %8 = arith.select %7, %6, %one : f32
    memref.store %8, %m[%n] : memref<3xf32>
  }
}
wsp.workload @w(%x: in memref<3xf32>, %i: out memref<3xi32>, %j: out memref<3xi64>, %f: out memref<3xf64>, %r: out memref<3xf32>, %m: out memref<3xf32>) {
  wsp.task @k(%x, %i, %j, %f, %r, %m) : memref<3xf32>, memref<3xi32>, memref<3xi64>, memref<3xf64>, memref<3xf32>, memref<3xf32>
}
