// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s

// Arguments of one call that overlap in part are refused; so is one region read after it was written.
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.kernel @sum(%a: memref<4xf32, strided<[1], offset: ?>>, %b: memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%c0] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
    %1 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %1, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %a = wsp.at %A[%c0] : memref<8xf32> to memref<4xf32, strided<[1], offset: ?>>
  %b = wsp.at %A[%c2] : memref<8xf32> to memref<4xf32, strided<[1], offset: ?>>
  // expected-error@+1 {{arguments 'a' and 'b' overlap in 'A', and the kernel writes through one of them}}
  wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  // expected-error@+1 {{arguments 'a' and 'b' overlap in 'A', and the kernel writes through one of them}}
  wsp.task @sum(%a, %a) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
}
