// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s

// A parallel loop that carries a dependence is an error that names both accesses and two iterations.
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  // expected-error@+1 {{loop 'i' is declared wsp_parallel, but its iterations depend on each other through 'A'; remove wsp_parallel}}
  scf.for %i = %c0 to %c16 step %c4 {
    %0 = arith.addi %i, %c4 : index
    %a = wsp.at %A[%i] : memref<32xf32> to memref<4xf32, strided<[1], offset: ?>>
    %b = wsp.at %A[%0] : memref<32xf32> to memref<4xf32, strided<[1], offset: ?>>
    // expected-note@+2 {{iteration i = 4 reads 'A' here}}
    // expected-note@+1 {{iteration i = 0 writes 'A' here}}
    wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i", wsp.parallel}
}
