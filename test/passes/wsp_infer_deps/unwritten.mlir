// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s

// A local array that is read before any task has written it is a warning.
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%B: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  // expected-note@+1 {{'t' is declared here}}
  %t = memref.alloc() {wsp.name = "t"} : memref<4xf32>
  %v = wsp.at %t[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  %b = wsp.at %B[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  // expected-warning@+1 {{'t' is read here, but its elements [0, 3] have not been written before}}
  wsp.task @copy(%v, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
}
