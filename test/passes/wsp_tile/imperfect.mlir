// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// Point loops are distributed over the statements of a body, and go below the tile loops in it.
// CHECK-LABEL: wsp.workload @rowsum
// CHECK: scf.for %[[IT:.*]] = %c0 to %c32 step %c8 {
// CHECK:   scf.for %[[I:.*]] = %[[IT]] to
// CHECK:     memref.store %cst, %s[%[[I]]]
// CHECK:   } {wsp.iv = "i"}
// CHECK:   scf.for %[[JT:.*]] = %c0 to %c32 step %c16 {
// CHECK:     scf.for %[[I2:.*]] = %[[IT]] to
// CHECK:       scf.for %[[J:.*]] = %[[JT]] to
// CHECK:         memref.load %A[%[[I2]], %[[J]]]
// CHECK:   } {wsp.iv = "j", wsp.tile_loop}
// CHECK: } {wsp.iv = "i", wsp.tile_loop}
wsp.workload @rowsum(%A: in memref<32x32xf32>, %s: out memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c32 step %c1 {
    memref.store %z, %s[%i] : memref<32xf32>
    scf.for %j = %c0 to %c32 step %c1 {
      %0 = memref.load %A[%i, %j] : memref<32x32xf32>
      %1 = memref.load %s[%i] : memref<32xf32>
      %2 = arith.addf %1, %0 : f32
      memref.store %2, %s[%i] : memref<32xf32>
    } {wsp.iv = "j", wsp.tile = 16 : i64}
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
