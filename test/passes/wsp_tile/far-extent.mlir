// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// All iterations that stay in an array are kept, however large it is.
// CHECK: scf.for %{{.*}} = %c0 to %c64 step %c8
// CHECK: wsp.tile_loop
wsp.workload @w(%A: inout memref<4294967304xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c1 {
    scf.for %j = %i to %c64 step %c1 {
      %v = memref.load %A[%j] : memref<4294967304xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %A[%j] : memref<4294967304xf32>
    } {wsp.iv = "j", wsp.tile = 8 : i64}
  } {wsp.iv = "i"}
}
