// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// A tile size must be positive; the error says what to write.
wsp.workload @sizes(%A: out memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %z = arith.constant 0.0 : f32
  // expected-error@+1 {{tile size 0 of loop 'k' is not positive; write wsp_tile(n) with n from 1 to 10}}
  scf.for %i = %c0 to %c10 step %c1 {
    memref.store %z, %A[%i] : memref<10xf32>
  } {wsp.iv = "k", wsp.tile = 0 : i64}
}
