// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 3 2.5 -3.5 1.000244140625
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 3x3 2 -4 1 -2.5 -3.5 -1.000244140625 5.25 11.25 5.9604645e-08
// RUN: %python %src/test/data/Inputs/npy.py %t.i.npy i1 3 -128 -3 4
// RUN: %python %src/test/data/Inputs/npy.py %t.j.npy i1 3 -128 3 4
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in i=%t.i.npy --expect y=%t.y.npy --expect j=%t.j.npy | FileCheck %s

// Halfway rounds to even, a sign is copied, x*x - c is rounded once (x*x - 1 where
// the product alone would lose its last bits), and the least integer is its own absolute value.
// CHECK: expect y: ok
// CHECK: expect j: ok
wsp.kernel @k(%x: in memref<3xf32>, %i: in memref<3xi8>, %y: out memref<3x3xf32>, %j: out memref<3xi8>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %minus = arith.constant -1.0 : f32
  scf.for %n = %c0 to %c3 step %c1 {
    %a = memref.load %x[%n] : memref<3xf32>
    %0 = math.roundeven %a : f32
    memref.store %0, %y[%c0, %n] : memref<3x3xf32>
    %1 = math.copysign %a, %minus : f32
    memref.store %1, %y[%c1, %n] : memref<3x3xf32>
    %2 = arith.mulf %a, %a : f32
    %3 = arith.negf %2 : f32
    %4 = math.fma %a, %a, %3 : f32
    %last = arith.cmpi eq, %n, %c2 : index
    %5 = math.fma %a, %a, %minus : f32
    %6 = arith.select %last, %4, %5 : f32
    memref.store %6, %y[%c2, %n] : memref<3x3xf32>
    %b = memref.load %i[%n] : memref<3xi8>
    %c = math.absi %b : i8
    memref.store %c, %j[%n] : memref<3xi8>
  }
}
wsp.workload @w(%x: in memref<3xf32>, %i: in memref<3xi8>, %y: out memref<3x3xf32>, %j: out memref<3xi8>) {
  wsp.task @k(%x, %i, %y, %j) : memref<3xf32>, memref<3xi8>, memref<3x3xf32>, memref<3xi8>
}
