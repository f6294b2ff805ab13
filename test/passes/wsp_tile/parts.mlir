// RUN: ptowsp-opt %s --wsp-tile --canonicalize | FileCheck %s

// Tiles at the border of an array are kinds of their own: each knows what it has to do.
// CHECK-LABEL: wsp.workload @border
// CHECK:       scf.for %{{.*}} = %c0 to %c8 step %c8
// CHECK:         arith.cmpi eq, %{{.*}}, %c0
// CHECK:       {wsp.iv = "i", wsp.tile_loop}
// CHECK:       scf.for %[[T:.*]] = %c8 to %c56 step %c8
// CHECK-NOT:     scf.if
// CHECK:       {wsp.iv = "i", wsp.tile_loop}
// CHECK:       scf.for %{{.*}} = %c56 to %c64 step %c8
// CHECK:         arith.cmpi eq, %{{.*}}, %c63
wsp.workload @border(%x: in memref<64x64xf32>, %y: out memref<64x64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c64 step %c1 {
    scf.for %j = %c0 to %c64 step %c1 {
      %first = arith.cmpi eq, %i, %c0 : index
      %last = arith.cmpi eq, %i, %c63 : index
      %edge = arith.ori %first, %last : i1
      scf.if %edge {
        memref.store %zero, %y[%i, %j] : memref<64x64xf32>
      } else {
        %up = arith.subi %i, %c1 : index
        %down = arith.addi %i, %c1 : index
        %a = memref.load %x[%up, %j] : memref<64x64xf32>
        %b = memref.load %x[%down, %j] : memref<64x64xf32>
        %s = arith.addf %a, %b : f32
        memref.store %s, %y[%i, %j] : memref<64x64xf32>
      }
    } {wsp.iv = "j"}
  } {wsp.iv = "i", wsp.tile = 8 : i64}
  wsp.return
}
