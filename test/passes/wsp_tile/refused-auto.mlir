// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// A loop that nobody can cut is refused whoever should choose its tiles.
wsp.kernel @k(%a: inout memref<8xf32>) {
}
wsp.workload @w(%A: inout memref<8xf32>, %n: value i64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %x = arith.constant 1.0 : f32
  // expected-error@+1 {{loop 'i' calls a kernel, so wsp_tile cannot strip-mine it}}
  scf.for %i = %c0 to %c8 step %c1 {
    // expected-note@+1 {{the call is here}}
    wsp.task @k(%A) : memref<8xf32>
  } {wsp.iv = "i", wsp.tile = "auto"}
  %m = arith.index_cast %n : i64 to index
  // expected-error@+1 {{loop 'j' is annotated with wsp_tile but its bounds are not constant}}
  scf.for %j = %c0 to %m step %c1 {
    memref.store %x, %A[%c0] : memref<8xf32>
  } {wsp.iv = "j", wsp.tile = "auto"}
}
