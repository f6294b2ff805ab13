// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i4 2x20 12 -7
// RUN: %python %src/test/data/Inputs/npy.py %t.n.npy i4 2x20 2 1
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i4 2x20 48 -14
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy i4 2x20 3 -4
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in n=%t.n.npy --expect y=%t.y.npy --expect z=%t.z.npy | FileCheck %s

// Each element is shifted by a count of its own; the sign enters on the left.
// CHECK: expect y: ok
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<2x20xi32>, %n: in memref<2x20xi32>, %y: out memref<2x20xi32>, %z: out memref<2x20xi32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<2x20xi32> -> !pto.tile<2x20xi32, ub>
  %b = pto.tload %n : memref<2x20xi32> -> !pto.tile<2x20xi32, ub>
  %0 = pto.tshl %a, %b : !pto.tile<2x20xi32, ub>
  pto.tstore %0, %y : !pto.tile<2x20xi32, ub>, memref<2x20xi32>
  %1 = pto.tshr %a, %b : !pto.tile<2x20xi32, ub>
  pto.tstore %1, %z : !pto.tile<2x20xi32, ub>, memref<2x20xi32>
}
wsp.workload @w(%x: in memref<2x20xi32>, %n: in memref<2x20xi32>, %y: out memref<2x20xi32>, %z: out memref<2x20xi32>) {
  wsp.task @k(%x, %n, %y, %z) : memref<2x20xi32>, memref<2x20xi32>, memref<2x20xi32>, memref<2x20xi32>
}
