// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --no-data 2>&1 | FileCheck %s

// A tile that leaves its array is an error at the task, with the indices and the loops.
// CHECK: expand-outside.mlir:[[#@LINE+12]]:{{[0-9]+}}: error: task reaches outside of array 'A': indices 8 to 11 of dimension 1, whose extent is 10
// CHECK: note: at i = 0, j = 8
wsp.kernel @update(%a: inout memref<4x4xf32, strided<[10, 1], offset: ?>>) {
}
wsp.workload @tiles(%A: inout memref<8x10xf32>) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c10 = arith.constant 10 : index
  scf.for %i = %c0 to %c8 step %c4 {
    scf.for %j = %c0 to %c10 step %c4 {
      %a = wsp.at %A[%i, %j] : memref<8x10xf32> to memref<4x4xf32, strided<[10, 1], offset: ?>>
      wsp.task @update(%a) : memref<4x4xf32, strided<[10, 1], offset: ?>>
    } {wsp.iv = "j"}
  } {wsp.iv = "i"}
}
