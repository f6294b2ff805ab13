// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x150 1 2 3 -5 0.5
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy f4 2x150 0 -0 -1 -0 -2
// RUN: %python %src/test/data/Inputs/npy.py %t.sum.npy f4 2 45
// RUN: %python %src/test/data/Inputs/npy.py %t.max.npy f4 2 3
// RUN: %python %src/test/data/Inputs/npy.py %t.min.npy f4 2 -5
// RUN: %python %src/test/data/Inputs/npy.py %t.zero.npy f4 2 -0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect sum=%t.sum.npy --expect min=%t.min.npy --expect max=%t.max.npy | FileCheck %s
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.z.npy --out max=%t.got.npy
// RUN: cmp %t.got.npy %t.zero.npy

// Rows longer than a vector are reduced in lanes; a maximum of zeros has the sign that fmaxf
// gives it, one after the other.
// CHECK: expect sum: ok
// CHECK: expect min: ok
// CHECK: expect max: ok
wsp.kernel @k(%x: in memref<2x150xf32>, %sum: out memref<2xf32>, %max: out memref<2xf32>, %min: out memref<2xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<2x150xf32> -> !pto.tile<2x150xf32, ub>
  %0 = pto.trowsum %a : !pto.tile<2x150xf32, ub> -> !pto.tile<2x1xf32, ub>
  %1 = pto.trowmax %a : !pto.tile<2x150xf32, ub> -> !pto.tile<2x1xf32, ub>
  %2 = pto.trowmin %a : !pto.tile<2x150xf32, ub> -> !pto.tile<2x1xf32, ub>
  pto.tstore %0, %sum : !pto.tile<2x1xf32, ub>, memref<2xf32>
  pto.tstore %1, %max : !pto.tile<2x1xf32, ub>, memref<2xf32>
  pto.tstore %2, %min : !pto.tile<2x1xf32, ub>, memref<2xf32>
}
wsp.workload @w(%x: in memref<2x150xf32>, %sum: out memref<2xf32>, %max: out memref<2xf32>, %min: out memref<2xf32>) {
  wsp.task @k(%x, %sum, %max, %min) : memref<2x150xf32>, memref<2xf32>, memref<2xf32>, memref<2xf32>
}
