// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i4 4x6 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i4 2x2 8 10 20 22
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy i4 3 13 14 15
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.y.npy --expect z=%t.z.npy | FileCheck %s

// A subview takes every second row and column from (1, 2); wsp.at sees a row from (2, 1) on.
// CHECK: expect y: ok
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<4x6xi32>, %y: out memref<2x2xi32>, %z: out memref<3xi32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %s = memref.subview %x[%c1, 2] [2, 2] [2, 2] : memref<4x6xi32> to memref<2x2xi32, strided<[12, 2], offset: ?>>
  memref.copy %s, %y : memref<2x2xi32, strided<[12, 2], offset: ?>> to memref<2x2xi32>
  %r = wsp.at %x[%c2, %c1] : memref<4x6xi32> to memref<3xi32, strided<[1], offset: ?>>
  memref.copy %r, %z : memref<3xi32, strided<[1], offset: ?>> to memref<3xi32>
}
wsp.workload @w(%x: in memref<4x6xi32>, %y: out memref<2x2xi32>, %z: out memref<3xi32>) {
  wsp.task @k(%x, %y, %z) : memref<4x6xi32>, memref<2x2xi32>, memref<3xi32>
}
