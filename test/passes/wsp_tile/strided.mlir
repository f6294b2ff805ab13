// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// A tile counts iterations: with a step of 2, a tile of 4 is 8 wide. A tile as large as the loop is one tile.
// CHECK-LABEL: wsp.workload @even
// CHECK: scf.for %[[T:.*]] = %c0 to %c64 step %c8
// CHECK: %[[END:.*]] = arith.addi %[[T]], %c8
// CHECK: scf.for %{{.*}} = %[[T]] to %[[END]] step %c2
// CHECK: scf.for %{{.*}} = %c0 to %c64 step %c64
wsp.workload @even(%A: inout memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c64 step %c2 {
    memref.store %z, %A[%i] : memref<64xf32>
  } {wsp.iv = "i", wsp.tile = 4 : i64}
  scf.for %i = %c0 to %c64 step %c1 {
    memref.store %z, %A[%i] : memref<64xf32>
  } {wsp.iv = "i", wsp.tile = 64 : i64}
}
