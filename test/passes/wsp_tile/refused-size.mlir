// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// A tile size must be positive and divide the iterations; the error says what to write.
wsp.workload @sizes(%A: out memref<100xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %c100 = arith.constant 100 : index
  %z = arith.constant 0.0 : f32
  // expected-error@+1 {{tile size 64 does not divide the 100 iterations of loop 'i'; write a size that does, such as wsp_tile(50)}}
  scf.for %i = %c0 to %c100 step %c1 {
    memref.store %z, %A[%i] : memref<100xf32>
  } {wsp.iv = "i", wsp.tile = 64 : i64}
  // expected-error@+1 {{tile size 64 is larger than the 10 iterations of loop 'j'; write wsp_tile(10)}}
  scf.for %i = %c0 to %c10 step %c1 {
    memref.store %z, %A[%i] : memref<100xf32>
  } {wsp.iv = "j", wsp.tile = 64 : i64}
  // expected-error@+1 {{tile size 0 of loop 'k' is not positive; write wsp_tile(n) with n from 1 to 10}}
  scf.for %i = %c0 to %c10 step %c1 {
    memref.store %z, %A[%i] : memref<100xf32>
  } {wsp.iv = "k", wsp.tile = 0 : i64}
}
