// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// Iterations that the size does not divide end in a smaller tile, in a loop of its own.
// CHECK-LABEL: wsp.workload @rest
// CHECK:         scf.for %[[T:.*]] = %c0 to %c64 step %c64 {
// CHECK:         } {wsp.iv = "i", wsp.tile_loop}
// CHECK-NEXT:    scf.for %[[R:.*]] = %c64 to %c100 step %c36 {
// CHECK:         } {wsp.iv = "i", wsp.tile_loop}
wsp.workload @rest(%A: out memref<100xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c100 = arith.constant 100 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c100 step %c1 {
    memref.store %z, %A[%i] : memref<100xf32>
  } {wsp.iv = "i", wsp.tile = 64 : i64}
}

// A size beyond all iterations is one tile.
// CHECK-LABEL: wsp.workload @beyond
// CHECK:         scf.for %{{.*}} = %c0 to %c10 step %c10 {
// CHECK-NOT:     wsp.tile_loop
// CHECK:         } {wsp.iv = "i", wsp.tile_loop}
wsp.workload @beyond(%A: out memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c10 step %c1 {
    memref.store %z, %A[%i] : memref<10xf32>
  } {wsp.iv = "i", wsp.tile = 64 : i64}
}
