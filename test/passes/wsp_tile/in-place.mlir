// RUN: ptowsp-opt --wsp-tile %s | FileCheck %s

// Dependences that point forward in every tiled loop allow tiling: here on the element above and the one before.
// CHECK-LABEL: wsp.workload @sweep
// CHECK-COUNT-2: wsp.tile_loop
wsp.workload @sweep(%A: inout memref<9x9xf32>) {
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  scf.for %i = %c1 to %c9 step %c1 {
    scf.for %j = %c1 to %c9 step %c1 {
      %0 = arith.subi %i, %c1 : index
      %1 = arith.subi %j, %c1 : index
      %2 = memref.load %A[%0, %j] : memref<9x9xf32>
      %3 = memref.load %A[%i, %1] : memref<9x9xf32>
      %4 = arith.addf %2, %3 : f32
      memref.store %4, %A[%i, %j] : memref<9x9xf32>
    } {wsp.iv = "j", wsp.tile = 4 : i64}
  } {wsp.iv = "i", wsp.tile = 4 : i64}
}
