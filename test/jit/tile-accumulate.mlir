// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x2 1 2 3 4
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy f4 2x2 100
// RUN: %python %src/test/data/Inputs/npy.py %t.e.npy f4 2x2 114 120 130 144
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in z=%t.z.npy --expect z=%t.e.npy | FileCheck %s

// tmatmul_acc adds to its accumulator, which keeps its own value, and a store with atomic = "add" to
// what is in memory: z + x*x + (x*x without the second) = z + 2 x*x.
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<2x2xf32>, %z: inout memref<2x2xf32>) attributes {core = "aic"} {
  %l = pto.tload %x : memref<2x2xf32> -> !pto.tile<2x2xf32, l1>
  %a = pto.tmov %l : !pto.tile<2x2xf32, l1> -> !pto.tile<2x2xf32, l0a>
  %b = pto.tmov %l : !pto.tile<2x2xf32, l1> -> !pto.tile<2x2xf32, l0b>
  %0 = pto.tmatmul %a, %b : !pto.tile<2x2xf32, l0a>, !pto.tile<2x2xf32, l0b> -> !pto.tile<2x2xf32, l0c>
  %1 = pto.tmatmul_acc %0, %a, %b : !pto.tile<2x2xf32, l0c>, !pto.tile<2x2xf32, l0a>, !pto.tile<2x2xf32, l0b>
  pto.tstore %1, %z {atomic = "add"} : !pto.tile<2x2xf32, l0c>, memref<2x2xf32>
}
wsp.workload @w(%x: in memref<2x2xf32>, %z: inout memref<2x2xf32>) {
  wsp.task @k(%x, %z) : memref<2x2xf32>, memref<2x2xf32>
}
