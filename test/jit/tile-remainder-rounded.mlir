// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 1x8 1e8
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy f4 1x8 0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect z=%t.z.npy | FileCheck %s

// Each step is rounded: 1e8 / 3 is 33333334 in f32, and three times that 1e8; fmodf says 1.
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<1x8xf32>, %z: out memref<1x8xf32>) attributes {core = "aiv"} {
  %three = arith.constant 3.0 : f32
  %0 = pto.tload %x : memref<1x8xf32> -> !pto.tile<1x8xf32, ub>
  %1 = pto.tfmods %0, %three : !pto.tile<1x8xf32, ub>
  pto.tstore %1, %z : !pto.tile<1x8xf32, ub>, memref<1x8xf32>
}
wsp.workload @w(%x: in memref<1x8xf32>, %z: out memref<1x8xf32>) {
  wsp.task @k(%x, %z) : memref<1x8xf32>, memref<1x8xf32>
}
