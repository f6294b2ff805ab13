// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// A loop with wsp.tile becomes a loop over tiles around a loop over the points of a tile.
// CHECK-LABEL: wsp.workload @scale
// CHECK: scf.for %[[T:.*]] = %c0 to %c64 step %c16 {
// CHECK: %[[END:.*]] = arith.addi %[[T]], %c16
// CHECK: scf.for %[[P:.*]] = %[[T]] to %[[END]] step %c1
// CHECK: memref.load %A[%[[P]]]
// CHECK: memref.store %{{.*}}, %A[%[[P]]]
// CHECK: } {wsp.iv = "i", wsp.parallel, wsp.parallel_proven}
// CHECK: } {wsp.iv = "i", wsp.parallel, wsp.parallel_proven, wsp.tile_loop}
wsp.workload @scale(%A: inout memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c1 {
    %0 = memref.load %A[%i] : memref<64xf32>
    %1 = arith.addf %0, %0 : f32
    memref.store %1, %A[%i] : memref<64xf32>
  } {wsp.iv = "i", wsp.parallel, wsp.tile = 16 : i64}
}
