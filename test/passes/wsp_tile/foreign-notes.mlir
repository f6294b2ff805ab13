// RUN: ptowsp-opt --wsp-tile %s | FileCheck %s

// Notes that the pass makes for itself say nothing where somebody else made them: the order of the
// accesses is looked at, and operations that are no loops stay what they are.
// CHECK-NOT: wsp.tile_guard
// CHECK-NOT: wsp.tile_proven
wsp.workload @w(%A: inout memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %v = memref.load %A[%c0] {wsp.tile_guard, wsp.tile_loop, wsp.tile_parts} : memref<64xf32>
  scf.for %i = %c0 to %c64 step %c1 {
    %w = memref.load %A[%i] {wsp.tile_guard} : memref<64xf32>
    %x = arith.addf %v, %w {wsp.tile_chosen} : f32
    memref.store %x, %A[%i] {wsp.tile_parts, wsp.tile_loop} : memref<64xf32>
  } {wsp.iv = "i", wsp.tile = 8 : i64, wsp.tile_proven}
}
