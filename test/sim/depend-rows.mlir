// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- | FileCheck %s

// Whole rows seen as one dimension are a box of the array: the rows below are free.
// CHECK: "critical_path_cycles": 1000,
wsp.kernel @two_rows(%a: inout memref<32xf32, strided<[1], offset: ?>>) attributes {cycles = 1000 : i64} {
}
wsp.workload @rows(%A: inout memref<4x16xf32>) {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %a = wsp.at %A[%c0, %c0] : memref<4x16xf32> to memref<32xf32, strided<[1], offset: ?>>
  wsp.task @two_rows(%a) : memref<32xf32, strided<[1], offset: ?>>
  %b = wsp.at %A[%c2, %c0] : memref<4x16xf32> to memref<32xf32, strided<[1], offset: ?>>
  wsp.task @two_rows(%b) : memref<32xf32, strided<[1], offset: ?>>
}
