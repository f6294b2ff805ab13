// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// A condition around a tiled loop cannot be hoisted out of the loop that it depends on.
wsp.workload @w(%A: inout memref<64x64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c64 step %c1 {
    %0 = arith.cmpi eq, %i, %c0 : index
    // expected-error@+1 {{this condition around a wsp_tile loop depends on a tiled loop around it, or on memory}}
    scf.if %0 {
      scf.for %k = %c0 to %c64 step %c1 {
        memref.store %z, %A[%i, %k] : memref<64x64xf32>
      } {wsp.iv = "k", wsp.tile = 8 : i64}
    }
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
