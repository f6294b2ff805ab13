// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x20 3 -4
// RUN: %python %src/test/data/Inputs/npy.py %t.s.npy f4 2x20 0.5 0.25
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 2x20 3 -1
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy f4 2x20 3 -8
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in s=%t.s.npy --expect y=%t.y.npy --expect z=%t.z.npy | FileCheck %s

// What is not above zero meets a slope: its own (y), or one for all (z).
// CHECK: expect y: ok
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<2x20xf32>, %s: in memref<2x20xf32>, %y: out memref<2x20xf32>, %z: out memref<2x20xf32>) attributes {core = "aiv"} {
  %c2 = arith.constant 2.0 : f32
  %a = pto.tload %x : memref<2x20xf32> -> !pto.tile<2x20xf32, ub>
  %b = pto.tload %s : memref<2x20xf32> -> !pto.tile<2x20xf32, ub>
  %0 = pto.tprelu %a, %b : !pto.tile<2x20xf32, ub>
  pto.tstore %0, %y : !pto.tile<2x20xf32, ub>, memref<2x20xf32>
  %1 = pto.tlrelu %a, %c2 : !pto.tile<2x20xf32, ub>
  pto.tstore %1, %z : !pto.tile<2x20xf32, ub>, memref<2x20xf32>
}
wsp.workload @w(%x: in memref<2x20xf32>, %s: in memref<2x20xf32>, %y: out memref<2x20xf32>, %z: out memref<2x20xf32>) {
  wsp.task @k(%x, %s, %y, %z) : memref<2x20xf32>, memref<2x20xf32>, memref<2x20xf32>, memref<2x20xf32>
}
