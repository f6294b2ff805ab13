// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s

// Statements and tasks in one workload cannot be ordered; the error says which pass makes tasks of them.
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: memref<4xf32>, %B: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %z = arith.constant 0.0 : f32
  // expected-error@+1 {{this statement is no task, but others of the workload are; run wsp-outline-tasks before wsp-infer-deps}}
  memref.store %z, %A[%c0] : memref<4xf32>
  %a = wsp.at %A[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  %b = wsp.at %B[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
}
