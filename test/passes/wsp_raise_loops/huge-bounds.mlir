// Loops that go beyond any extent stay scalar; nothing overflows.
// RUN: ptowsp-opt %s --wsp-raise-loops 2>&1 | FileCheck %s
// CHECK: goes beyond the extents of tiles
// CHECK: arith.mulf
// CHECK-NOT: pto.
!A = memref<64x64xf32, strided<[64, 1], offset: ?>>
wsp.kernel @k(%A: in !A, %B: in !A, %C: inout !A) {
  %c0 = arith.constant 0 : index
  %most = arith.constant 9223372036854775807 : index
  %step = arith.constant 4611686018427387904 : index
  scf.for %i = %c0 to %most step %step {
    scf.for %j = %c0 to %most step %step {
      scf.for %k = %c0 to %most step %step {
        %0 = memref.load %A[%i, %k] : !A
        %1 = memref.load %B[%k, %j] : !A
        %2 = arith.mulf %0, %1 : f32
        %3 = memref.load %C[%i, %j] : !A
        %4 = arith.addf %3, %2 : f32
        memref.store %4, %C[%i, %j] : !A
      }
    }
  }
}
