// RUN: ptowsp-opt --wsp-tile --split-input-file --verify-diagnostics %s

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

// -----

// It is beside a loop whose size is to be chosen, too.
wsp.workload @w(%A: inout memref<64xf32>, %B: inout memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %t = %c0 to %c64 step %c1 {
    // expected-error@+1 {{tile size 0 of loop 'i' is not positive}}
    scf.for %i = %c0 to %c64 step %c1 {
      %v = memref.load %A[%i] : memref<64xf32>
      memref.store %v, %B[%i] : memref<64xf32>
    } {wsp.iv = "i", wsp.tile = 0 : i64}
    scf.for %j = %c0 to %c64 step %c1 {
      %v = memref.load %B[%j] : memref<64xf32>
      memref.store %v, %A[%j] : memref<64xf32>
    } {wsp.iv = "j", wsp.tile = "auto"}
  } {wsp.iv = "t"}
}
