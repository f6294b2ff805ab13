// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// A condition around a tiled loop goes to the points, unless the nest changes what it reads.
wsp.workload @w(%A: inout memref<64x64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c64 step %c1 {
    %x = memref.load %A[%i, %c0] : memref<64x64xf32>
    %0 = arith.cmpf olt, %x, %z : f32
    // expected-error@+1 {{this condition around a wsp_tile loop depends on memory that the nest writes; compute it before the nest}}
    scf.if %0 {
      scf.for %k = %c0 to %c64 step %c1 {
        memref.store %z, %A[%i, %k] : memref<64x64xf32>
      } {wsp.iv = "k", wsp.tile = 8 : i64}
    }
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
