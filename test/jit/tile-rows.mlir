// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x3 1e8 1 -1e8 -3 5 2
// RUN: %python %src/test/data/Inputs/npy.py %t.sum.npy f4 2 0 4
// RUN: %python %src/test/data/Inputs/npy.py %t.max.npy f4 2 1e8 5
// RUN: %python %src/test/data/Inputs/npy.py %t.min.npy f4 2 -1e8 -3
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect sum=%t.sum.npy --expect max=%t.max.npy --expect min=%t.min.npy | FileCheck %s

// Rows are reduced in column order: 1e8 + 1 rounds to 1e8 before -1e8 is added.
// CHECK: expect sum: ok
// CHECK: expect max: ok
// CHECK: expect min: ok
wsp.kernel @k(%x: in memref<2x3xf32>, %sum: out memref<2xf32>, %max: out memref<2xf32>, %min: out memref<2xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<2x3xf32> -> !pto.tile<2x3xf32, ub>
  %0 = pto.trowsum %a : !pto.tile<2x3xf32, ub> -> !pto.tile<2x1xf32, ub>
  %1 = pto.trowmax %a : !pto.tile<2x3xf32, ub> -> !pto.tile<2x1xf32, ub>
  %2 = pto.trowmin %a : !pto.tile<2x3xf32, ub> -> !pto.tile<2x1xf32, ub>
  pto.tstore %0, %sum : !pto.tile<2x1xf32, ub>, memref<2xf32>
  pto.tstore %1, %max : !pto.tile<2x1xf32, ub>, memref<2xf32>
  pto.tstore %2, %min : !pto.tile<2x1xf32, ub>, memref<2xf32>
}
wsp.workload @w(%x: in memref<2x3xf32>, %sum: out memref<2xf32>, %max: out memref<2xf32>, %min: out memref<2xf32>) {
  wsp.task @k(%x, %sum, %max, %min) : memref<2x3xf32>, memref<2xf32>, memref<2xf32>, memref<2xf32>
}
