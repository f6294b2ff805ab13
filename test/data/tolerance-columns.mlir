// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 3x8 1 2 3
// RUN: %python %src/test/data/Inputs/npy.py %t.e.npy f4 8 6.00001 6 6.00001
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.e.npy | FileCheck %s

// Sums of columns may be off as those of rows may: they are not added in the order of the text.
// CHECK: expect y: ok
wsp.kernel @columns(%x: in memref<3x8xf32>, %y: out memref<8xf32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<3x8xf32> -> !pto.tile<3x8xf32, ub>
  %1 = pto.tcolsum %0 : !pto.tile<3x8xf32, ub> -> !pto.tile<1x8xf32, ub>
  pto.tstore %1, %y : !pto.tile<1x8xf32, ub>, memref<8xf32>
}
wsp.workload @w(%x: in memref<3x8xf32>, %y: out memref<8xf32>) {
  wsp.task @columns(%x, %y) : memref<3x8xf32>, memref<8xf32>
}
