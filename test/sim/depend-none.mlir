// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- | FileCheck %s

// Tasks that update different tiles of one array do not wait for each other.
// CHECK: "tasks": 16,
// CHECK: "critical_path_cycles": 1000,
wsp.kernel @update(%a: inout memref<4x4xf32, strided<[16, 1], offset: ?>>) attributes {cycles = 1000 : i64} {
}
wsp.workload @tiles(%A: inout memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c4 {
    scf.for %j = %c0 to %c16 step %c4 {
      %a = wsp.at %A[%i, %j] : memref<16x16xf32> to memref<4x4xf32, strided<[16, 1], offset: ?>>
      wsp.task @update(%a) : memref<4x4xf32, strided<[16, 1], offset: ?>>
    }
  }
}
