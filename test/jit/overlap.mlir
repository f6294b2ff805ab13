// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i4 8 1
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i4 8 1 2 3 4 5 6 7 8
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect x=%t.y.npy | FileCheck %s

// Two arguments that overlap are one array: each store is seen by the next load.
// CHECK: expect x: ok
wsp.kernel @k(%a: in memref<7xi32, strided<[1], offset: ?>>, %b: inout memref<7xi32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 7 : index
  scf.for %i = %c0 to %n step %c1 {
    %0 = memref.load %a[%i] : memref<7xi32, strided<[1], offset: ?>>
    %1 = memref.load %b[%i] : memref<7xi32, strided<[1], offset: ?>>
    %2 = arith.addi %0, %1 : i32
    memref.store %2, %b[%i] : memref<7xi32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%x: inout memref<8xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = wsp.at %x[%c0] : memref<8xi32> to memref<7xi32, strided<[1], offset: ?>>
  %b = wsp.at %x[%c1] : memref<8xi32> to memref<7xi32, strided<[1], offset: ?>>
  wsp.task @k(%a, %b) : memref<7xi32, strided<[1], offset: ?>>, memref<7xi32, strided<[1], offset: ?>>
}
