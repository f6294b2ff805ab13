// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x8 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
// RUN: %python %src/test/data/Inputs/npy.py %t.n.npy i4 1x4 15 0 3 99
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 2x8 2 0 0 3 0 0 0 0 0 0 0 0 0 0 0 1
// RUN: %python %src/test/data/Inputs/npy.py %t.m.npy f4 1x4 3 7 11 15
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in n=%t.n.npy --expect y=%t.y.npy --expect m=%t.m.npy | FileCheck %s

// Elements go to the places that indices name, one beyond the tile nowhere; every fourth of a row.
// CHECK: expect y: ok
// CHECK: expect m: ok
wsp.kernel @k(%x: in memref<2x8xf32>, %n: in memref<1x4xi32>, %y: out memref<2x8xf32>, %m: out memref<1x4xf32>) attributes {core = "aiv"} {
  %zero = arith.constant 0.0 : f32
  %0 = pto.tload %x : memref<2x8xf32> -> !pto.tile<1x4xf32, ub>
  %1 = pto.tload %n : memref<1x4xi32> -> !pto.tile<1x4xi32, ub>
  %2 = pto.texpands %zero : f32 -> !pto.tile<2x8xf32, ub>
  %3 = pto.tscatter %0, %1 into %2 : !pto.tile<1x4xf32, ub>, !pto.tile<1x4xi32, ub>, !pto.tile<2x8xf32, ub>
  pto.tstore %3, %y : !pto.tile<2x8xf32, ub>, memref<2x8xf32>
  %4 = pto.tload %x : memref<2x8xf32> -> !pto.tile<2x8xf32, ub>
  %5 = pto.treshape %4 : !pto.tile<2x8xf32, ub> -> !pto.tile<1x16xf32, ub>
  %6 = pto.tgather_mask P0100, %5 : !pto.tile<1x16xf32, ub> -> !pto.tile<1x4xf32, ub>
  pto.tstore %6, %m : !pto.tile<1x4xf32, ub>, memref<1x4xf32>
}
wsp.workload @w(%x: in memref<2x8xf32>, %n: in memref<1x4xi32>, %y: out memref<2x8xf32>, %m: out memref<1x4xf32>) {
  wsp.task @k(%x, %n, %y, %m) : memref<2x8xf32>, memref<1x4xi32>, memref<2x8xf32>, memref<1x4xf32>
}
