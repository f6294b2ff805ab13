// RUN: %python %src/test/data/Inputs/npy.py %t.l.npy i4 2x4 8 8 0 0 8 8 8 0
// RUN: %python %src/test/data/Inputs/npy.py %t.u.npy i4 2x4 -2 -2 -2 -2 -2 -2 -2 -2
// RUN: ptowsp-run %s --pass-pipeline= --expect l=%t.l.npy --expect u=%t.u.npy | FileCheck %s

// Triangles of ones, shifted by a number.
// CHECK: expect l: ok
// CHECK: expect u: ok
wsp.kernel @k(%l: out memref<2x4xi32>, %u: out memref<2x4xi32>) attributes {core = "aiv"} {
  %c3 = arith.constant 3 : i32
  %c2 = arith.constant 2 : i32
  %c5 = arith.constant -5 : i32
  %0 = pto.ttri lower, 1 : !pto.tile<2x4xi32, ub>
  %1 = pto.tshls %0, %c3 : !pto.tile<2x4xi32, ub>
  pto.tstore %1, %l : !pto.tile<2x4xi32, ub>, memref<2x4xi32>
  %2 = pto.ttri upper, -1 : !pto.tile<2x4xi32, ub>
  %3 = pto.tmuls %2, %c5 : !pto.tile<2x4xi32, ub>
  %4 = pto.tshrs %3, %c2 : !pto.tile<2x4xi32, ub>
  pto.tstore %4, %u : !pto.tile<2x4xi32, ub>, memref<2x4xi32>
}
wsp.workload @w(%l: out memref<2x4xi32>, %u: out memref<2x4xi32>) {
  wsp.task @k(%l, %u) : memref<2x4xi32>, memref<2x4xi32>
}
