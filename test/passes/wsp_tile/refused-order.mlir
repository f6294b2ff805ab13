// RUN: ptowsp-opt --wsp-tile --split-input-file --verify-diagnostics %s

// A dependence that would point backward in the tiled order is an error that names both accesses.
wsp.workload @skew(%A: inout memref<9x9xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  // expected-error@+1 {{tiling loop 'i' would change the order of accesses to 'A' that depend on each other}}
  scf.for %i = %c0 to %c8 step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %0 = arith.addi %i, %c1 : index
      %1 = arith.addi %j, %c1 : index
      // expected-note@+1 {{and read here, which must stay behind it}}
      %2 = memref.load %A[%i, %1] : memref<9x9xf32>
      // expected-note@+1 {{'A' is written here}}
      memref.store %2, %A[%0, %j] : memref<9x9xf32>
    } {wsp.iv = "j", wsp.tile = 4 : i64}
  } {wsp.iv = "i", wsp.tile = 4 : i64}
}
