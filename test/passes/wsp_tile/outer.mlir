// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// A loop without the annotation around tiled ones stays outside, and so does a condition.
// CHECK-LABEL: wsp.workload @steps
// CHECK: scf.for %[[T:.*]] = %c0 to %c4 step %c1 {
// CHECK:   %[[IF:.*]] = arith.cmpi ne, %[[T]], %c1
// CHECK:   scf.if %[[IF]] {
// CHECK:     scf.for %[[IT:.*]] = %c0 to %c32 step %c8 {
// CHECK:       scf.for %[[I:.*]] = %[[IT]] to
// CHECK:         memref.store %cst, %A[%[[T]], %[[I]]]
// CHECK:     } {wsp.iv = "i", wsp.tile_loop}
// CHECK: } {wsp.iv = "t"}
wsp.workload @steps(%A: out memref<4x32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant 0.0 : f32
  scf.for %t = %c0 to %c4 step %c1 {
    %0 = arith.cmpi ne, %t, %c1 : index
    scf.if %0 {
      scf.for %i = %c0 to %c32 step %c1 {
        memref.store %z, %A[%t, %i] : memref<4x32xf32>
      } {wsp.iv = "i", wsp.tile = 8 : i64}
    }
  } {wsp.iv = "t"}
}
