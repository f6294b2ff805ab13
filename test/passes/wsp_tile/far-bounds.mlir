// RUN: ptowsp-opt --wsp-tile --split-input-file --verify-diagnostics %s

// The iterations of a loop are counted in 64 bits.
wsp.workload @far(%A: inout memref<64xf32>) {
  %lower = arith.constant -9223372036854775808 : index
  %upper = arith.constant 64 : index
  %c1 = arith.constant 1 : index
  // expected-error@+1 {{the variable of loop 'i' leaves 64 bits; write smaller bounds or a smaller tile}}
  scf.for %i = %lower to %upper step %c1 {
    %x = memref.load %A[%i] : memref<64xf32>
  } {wsp.iv = "i", wsp.tile = 4 : i64}
}
