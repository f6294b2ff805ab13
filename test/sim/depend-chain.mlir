// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- | FileCheck %s

// Tasks that update one tile run one after the other: the longest chain holds all of them.
// CHECK: "tasks": 5,
// CHECK: "critical_path_cycles": 5000,
wsp.kernel @update(%a: inout memref<4x4xf32, strided<[16, 1], offset: ?>>) attributes {cycles = 1000 : i64} {
}
wsp.workload @chain(%A: inout memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  scf.for %i = %c0 to %c5 step %c1 {
    %a = wsp.at %A[%c4, %c4] : memref<16x16xf32> to memref<4x4xf32, strided<[16, 1], offset: ?>>
    wsp.task @update(%a) : memref<4x4xf32, strided<[16, 1], offset: ?>>
  }
}
