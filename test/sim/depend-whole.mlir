// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- 2>&1 | FileCheck %s

// Every second element is no box of the array: all of it counts, and a remark says so.
// CHECK: remark: the region of 'A' that 'even' accesses is not a box of the array: the whole array is taken
// CHECK: "critical_path_cycles": 2000,
wsp.kernel @even(%a: inout memref<8xf32, strided<[2], offset: ?>>) attributes {cycles = 1000 : i64} {
}
wsp.workload @interleaved(%A: inout memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = wsp.at %A[%c0] : memref<16xf32> to memref<8xf32, strided<[2], offset: ?>>
  wsp.task @even(%a) : memref<8xf32, strided<[2], offset: ?>>
  %b = wsp.at %A[%c1] : memref<16xf32> to memref<8xf32, strided<[2], offset: ?>>
  wsp.task @even(%b) : memref<8xf32, strided<[2], offset: ?>>
}
