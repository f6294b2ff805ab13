// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s

// What certainly leaves its array is an error with the range and the first iteration.
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    // expected-note@+1 {{the task accesses its 'a' here, at most 3 in dimension 0}}
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: in memref<16xf32>, %B: inout memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c4 {
    %0 = arith.addi %i, %c2 : index
    %a = wsp.at %A[%0] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    %b = wsp.at %B[%i] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    // expected-error@+1 {{'A' is accessed at 2 to 17 in dimension 0, outside of its 16 elements, first at i = 12}}
    wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i"}
}
