// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --canonicalize %s | FileCheck %s

// Arrays of different ranks each get the view that the task touches: a row here, one element of a batch there.
// CHECK-LABEL: wsp.kernel @w_0
// CHECK-SAME: %A: in memref<1x16x8xf32, strided<[256, 16, 1], offset: ?>>
// CHECK-SAME: %b: in memref<8xf32, strided<[1], offset: ?>>
// CHECK-SAME: %C: out memref<1x16x8xf32, strided<[256, 16, 1], offset: ?>>
// CHECK-LABEL: wsp.workload @w
// CHECK: wsp.at %A[%n, %c0, %[[J:[a-z0-9_]*]]]
// CHECK: wsp.at %b[%[[J]]]
wsp.workload @w(%A: in memref<4x16x16xf32>, %b: in memref<16xf32>, %C: out memref<4x16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  scf.for %n = %c0 to %c4 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      scf.for %i = %c0 to %c16 step %c1 {
        %0 = memref.load %A[%n, %i, %j] : memref<4x16x16xf32>
        %1 = memref.load %b[%j] : memref<16xf32>
        %2 = arith.addf %0, %1 : f32
        memref.store %2, %C[%n, %i, %j] : memref<4x16x16xf32>
      } {wsp.iv = "i"}
    } {wsp.iv = "j", wsp.tile = 8 : i64}
  } {wsp.iv = "n", wsp.tile = 1 : i64}
}
