// RUN: %exits 1 ptowsp-run %s --no-data --pass-pipeline= 2>&1 | FileCheck %s

// Without a declared or inferred access there is nothing to order tasks by.
// CHECK: expand-access.mlir:[[#@LINE+1]]:1: error: kernel 'k' does not say how it accesses 'a': run wsp-infer-deps or declare it in, out or inout
wsp.kernel @k(%a: memref<4xf32, strided<[1], offset: ?>>) {
}
wsp.workload @w(%A: in memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %a = wsp.at %A[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  wsp.task @k(%a) : memref<4xf32, strided<[1], offset: ?>>
}
