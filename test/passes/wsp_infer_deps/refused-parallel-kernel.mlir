// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s

// Loops of kernels are held to their annotation, too; the inner loop here is parallel, the outer is not.
wsp.kernel @k(%a: memref<8x8xf32, strided<[8, 1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  // expected-error@+1 {{loop 'i' is declared wsp_parallel, but its iterations depend on each other through 'a'}}
  scf.for %i = %c1 to %c8 step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %0 = arith.subi %i, %c1 : index
      // expected-note@+1 {{iteration i = 2 reads 'a' here}}
      %1 = memref.load %a[%0, %j] : memref<8x8xf32, strided<[8, 1], offset: ?>>
      // expected-note@+1 {{iteration i = 1 writes 'a' here}}
      memref.store %1, %a[%i, %j] : memref<8x8xf32, strided<[8, 1], offset: ?>>
    } {wsp.iv = "j", wsp.parallel}
  } {wsp.iv = "i", wsp.parallel}
}
