// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// An inner loop without the annotation may depend on a tiled one: it stays inside the point loop.
// CHECK-LABEL: wsp.workload @lower
// CHECK: scf.for %[[IT:.*]] = %c0 to %c32 step %c8 {
// CHECK:   scf.for %[[I:.*]] = %[[IT]] to
// CHECK:     scf.for %[[J:.*]] = %c0 to %[[I]] step %c1
// CHECK:       memref.store %cst, %A[%[[I]], %[[J]]]
wsp.workload @lower(%A: inout memref<32x32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c32 step %c1 {
    scf.for %j = %c0 to %i step %c1 {
      memref.store %z, %A[%i, %j] : memref<32x32xf32>
    } {wsp.iv = "j"}
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
