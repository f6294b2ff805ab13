// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// A value from memory cannot cross from one statement's point loops to another's.
wsp.workload @w(%A: inout memref<64x64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c1 {
    // expected-note@+1 {{the value is set here}}
    %0 = memref.load %A[%i, %c0] : memref<64x64xf32>
    scf.for %j = %c1 to %c64 step %c1 {
      // expected-error@+1 {{this uses a value that is set outside of the innermost wsp_tile loop}}
      memref.store %0, %A[%i, %j] : memref<64x64xf32>
    } {wsp.iv = "j", wsp.tile = 9 : i64}
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
