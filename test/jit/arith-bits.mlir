// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i1 3 12 -100 5
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i1 3 10 3 -2
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy i1 9x3 8 0 4 14 -97 -1 6 -97 -5 3 -13 0 3 19 0 12 3 5 10 -100 -2 12 -100 -2 10 3 5
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect z=%t.z.npy | FileCheck %s

// and, or, exclusive or, shifts right of both kinds, maxima and minima of both kinds.
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<3xi8>, %y: in memref<3xi8>, %z: out memref<9x3xi8>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %c3 step %c1 {
    %a = memref.load %x[%i] : memref<3xi8>
    %b = memref.load %y[%i] : memref<3xi8>
    %0 = arith.andi %a, %b : i8
    memref.store %0, %z[%c0, %i] : memref<9x3xi8>
    %1 = arith.ori %a, %b : i8
    memref.store %1, %z[%c1, %i] : memref<9x3xi8>
    %2 = arith.xori %a, %b : i8
    memref.store %2, %z[%c2, %i] : memref<9x3xi8>
    %3 = arith.shrsi %a, %b : i8
    memref.store %3, %z[%c3, %i] : memref<9x3xi8>
    %4 = arith.shrui %a, %b : i8
    memref.store %4, %z[%c4, %i] : memref<9x3xi8>
    %5 = arith.maxsi %a, %b : i8
    memref.store %5, %z[%c5, %i] : memref<9x3xi8>
    %6 = arith.minsi %a, %b : i8
    memref.store %6, %z[%c6, %i] : memref<9x3xi8>
    %7 = arith.maxui %a, %b : i8
    memref.store %7, %z[%c7, %i] : memref<9x3xi8>
    %8 = arith.minui %a, %b : i8
    memref.store %8, %z[%c8, %i] : memref<9x3xi8>
  }
}
wsp.workload @w(%x: in memref<3xi8>, %y: in memref<3xi8>, %z: out memref<9x3xi8>) {
  wsp.task @k(%x, %y, %z) : memref<3xi8>, memref<3xi8>, memref<9x3xi8>
}
