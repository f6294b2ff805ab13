// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=corner | FileCheck %s --check-prefix=CORNER
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=edge | FileCheck %s --check-prefix=EDGE

wsp.kernel @update(%a: inout memref<4x4xf32, strided<[16, 1], offset: ?>>) attributes {cycles = 1000 : i64} {
}

// Two tiles that share one element are ordered.
// CORNER: "critical_path_cycles": 2000,
wsp.workload @corner(%A: inout memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %a = wsp.at %A[%c0, %c0] : memref<16x16xf32> to memref<4x4xf32, strided<[16, 1], offset: ?>>
  wsp.task @update(%a) : memref<4x4xf32, strided<[16, 1], offset: ?>>
  %b = wsp.at %A[%c3, %c3] : memref<16x16xf32> to memref<4x4xf32, strided<[16, 1], offset: ?>>
  wsp.task @update(%b) : memref<4x4xf32, strided<[16, 1], offset: ?>>
}

// Two tiles that only touch, at offsets no tile grid has, are not.
// EDGE: "critical_path_cycles": 1000,
wsp.workload @edge(%A: inout memref<16x16xf32>) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %a = wsp.at %A[%c1, %c1] : memref<16x16xf32> to memref<4x4xf32, strided<[16, 1], offset: ?>>
  wsp.task @update(%a) : memref<4x4xf32, strided<[16, 1], offset: ?>>
  %b = wsp.at %A[%c1, %c5] : memref<16x16xf32> to memref<4x4xf32, strided<[16, 1], offset: ?>>
  wsp.task @update(%b) : memref<4x4xf32, strided<[16, 1], offset: ?>>
}
