// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// Tiles are made of element loops: a loop that calls kernels already steps over tiles.
wsp.kernel @k(%a: inout memref<8xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %z = arith.constant 0.0 : f32
  // expected-error@+1 {{wsp_tile on a loop of a kernel: a kernel is one task; tile the loops of a wsp_workload function}}
  scf.for %i = %c0 to %c8 step %c1 {
    memref.store %z, %a[%i] : memref<8xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i", wsp.tile = 4 : i64}
}
wsp.workload @w(%A: inout memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %c64 = arith.constant 64 : index
  // expected-error@+1 {{loop 'i' calls a kernel, so wsp_tile cannot strip-mine it; step the loop by the tile instead (i += 2)}}
  scf.for %i = %c0 to %c64 step %c8 {
    %0 = wsp.at %A[%i] : memref<64xf32> to memref<8xf32, strided<[1], offset: ?>>
    // expected-note@+1 {{the call is here}}
    wsp.task @k(%0) : memref<8xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i", wsp.tile = 2 : i64}
}
