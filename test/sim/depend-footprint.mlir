// RUN: ptowsp-run %s --no-data --report=- | FileCheck %s

// The region is what the kernel touches, not what its parameter declares: 4 of 16 columns.
// CHECK: "critical_path_cycles": 1000,
wsp.kernel @update(%a: inout memref<4x16xf32, strided<[16, 1], offset: ?>>) attributes {
    cycles = 1000 : i64, footprints = [{offsets = array<i64: 0, 0>, sizes = array<i64: 4, 4>}]} {
}
wsp.workload @tiles(%A: inout memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  scf.for %j = %c0 to %c16 step %c4 {
    %a = wsp.at %A[%c0, %j] : memref<16x16xf32> to memref<4x16xf32, strided<[16, 1], offset: ?>>
    wsp.task @update(%a) : memref<4x16xf32, strided<[16, 1], offset: ?>>
  }
}
