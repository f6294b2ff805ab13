// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// A tiled loop needs constant bounds; a loop around it must not depend on another tiled one.
wsp.workload @bounds(%A: out memref<64x64xf32>, %n: value i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  %m = arith.index_cast %n : i32 to index
  // expected-error@+1 {{loop 'i' is annotated with wsp_tile but its bounds are not constant}}
  scf.for %i = %c0 to %m step %c1 {
    memref.store %z, %A[%i, %c0] : memref<64x64xf32>
  } {wsp.iv = "i", wsp.tile = 8 : i64}
  scf.for %i = %c0 to %c64 step %c1 {
    // expected-error@+1 {{a bound of this loop around a wsp_tile loop depends on a tiled loop around it, or on memory}}
    scf.for %j = %c0 to %i step %c1 {
      scf.for %k = %c0 to %c64 step %c1 {
        memref.store %z, %A[%j, %k] : memref<64x64xf32>
      } {wsp.iv = "k", wsp.tile = 8 : i64}
    } {wsp.iv = "j"}
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
