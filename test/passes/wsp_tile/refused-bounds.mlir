// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// Something must limit the values of a tiled loop, and loops around it must not depend on memory
// that the nest changes.
wsp.workload @bounds(%A: inout memref<64x64xf32>, %N: inout memref<64xindex>, %n: value i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  %m = arith.index_cast %n : i32 to index
  // expected-error@+1 {{loop 'i' is annotated with wsp_tile but its bounds are not constant, and no array limits them}}
  scf.for %i = %c0 to %m step %c1 {
    memref.store %z, %A[%c0, %c0] : memref<64x64xf32>
  } {wsp.iv = "i", wsp.tile = 8 : i64}
  scf.for %i = %c0 to %c64 step %c1 {
    %w = memref.load %N[%i] : memref<64xindex>
    memref.store %c0, %N[%i] : memref<64xindex>
    // expected-error@+1 {{this condition around a wsp_tile loop depends on memory that the nest writes}}
    scf.for %j = %c0 to %w step %c1 {
      scf.for %k = %c0 to %c64 step %c1 {
        memref.store %z, %A[%j, %k] : memref<64x64xf32>
      } {wsp.iv = "k", wsp.tile = 8 : i64}
    } {wsp.iv = "j", wsp.tile = 8 : i64}
  } {wsp.iv = "i"}
}
