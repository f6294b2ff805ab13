// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=cross | FileCheck %s --check-prefix=CROSS
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=columns | FileCheck %s --check-prefix=COLUMNS

wsp.kernel @row(%a: inout memref<16xf32, strided<[1], offset: ?>>) attributes {cycles = 1000 : i64} {
}
wsp.kernel @column(%a: inout memref<16x1xf32, strided<[16, 1], offset: ?>>) attributes {cycles = 1000 : i64} {
}

// A row and a column meet in one element.
// CROSS: "critical_path_cycles": 2000,
wsp.workload @cross(%A: inout memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c7 = arith.constant 7 : index
  %a = wsp.at %A[%c7, %c0] : memref<16x16xf32> to memref<16xf32, strided<[1], offset: ?>>
  wsp.task @row(%a) : memref<16xf32, strided<[1], offset: ?>>
  %b = wsp.at %A[%c0, %c7] : memref<16x16xf32> to memref<16x1xf32, strided<[16, 1], offset: ?>>
  wsp.task @column(%b) : memref<16x1xf32, strided<[16, 1], offset: ?>>
}

// Columns interleave in memory and share nothing.
// COLUMNS: "critical_path_cycles": 1000,
wsp.workload @columns(%A: inout memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %a = wsp.at %A[%c0, %c7] : memref<16x16xf32> to memref<16x1xf32, strided<[16, 1], offset: ?>>
  wsp.task @column(%a) : memref<16x1xf32, strided<[16, 1], offset: ?>>
  %b = wsp.at %A[%c0, %c8] : memref<16x16xf32> to memref<16x1xf32, strided<[16, 1], offset: ?>>
  wsp.task @column(%b) : memref<16x1xf32, strided<[16, 1], offset: ?>>
}
