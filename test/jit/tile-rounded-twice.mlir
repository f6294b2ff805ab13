// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 1x8 1.00000012
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 1x8 -1.00000024
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy f4 1x8 0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect z=%t.z.npy | FileCheck %s

// The product is rounded before it is added to: (1 + e)^2 - (1 + 2e) is 0, not e^2.
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<1x8xf32>, %y: in memref<1x8xf32>, %z: out memref<1x8xf32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<1x8xf32> -> !pto.tile<1x8xf32, ub>
  %1 = pto.tload %y : memref<1x8xf32> -> !pto.tile<1x8xf32, ub>
  %2 = pto.tfusedmuladd %0, %0, %1 : !pto.tile<1x8xf32, ub>
  pto.tstore %2, %z : !pto.tile<1x8xf32, ub>, memref<1x8xf32>
}
wsp.workload @w(%x: in memref<1x8xf32>, %y: in memref<1x8xf32>, %z: out memref<1x8xf32>) {
  wsp.task @k(%x, %y, %z) : memref<1x8xf32>, memref<1x8xf32>, memref<1x8xf32>
}
