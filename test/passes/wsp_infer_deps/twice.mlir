// RUN: ptowsp-opt --wsp-infer-deps %s -o %t
// RUN: ptowsp-opt --wsp-infer-deps %t | diff %t -

// Run again, the pass finds the same.
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: in memref<16xf32>, %B: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c4 {
    %a = wsp.at %A[%i] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    %b = wsp.at %B[%c0] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i"}
}
