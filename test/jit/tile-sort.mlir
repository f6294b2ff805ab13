// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 1x128 3 1 4 1 5 9 2 6
// RUN: %python %src/test/data/Inputs/npy.py %t.i.npy i4 1x4 5 13 21 29
// RUN: %python %src/test/data/Inputs/npy.py %t.v.npy f4 1x4 9
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect v=%t.v.npy --expect i=%t.i.npy | FileCheck %s

// The greatest elements and where they stood: pairs are sorted in runs of 32, and four runs merged;
// of equal elements the first comes first.
// CHECK: expect v: ok
// CHECK: expect i: ok
wsp.kernel @k(%x: in memref<1x128xf32>, %v: out memref<1x4xf32>, %i: out memref<1x4xi32>) attributes {core = "aiv"} {
  %c0 = arith.constant 0 : i32
  %0 = pto.tload %x : memref<1x128xf32> -> !pto.tile<1x128xf32, ub>
  %1 = pto.tci %c0 : i32 -> !pto.tile<1x128xi32, ub>
  %2 = pto.tsort32 %0, %1 : !pto.tile<1x128xf32, ub>, !pto.tile<1x128xi32, ub> -> !pto.tile<1x256xf32, ub>
  %3 = pto.tmrgsort %2 block 64 : !pto.tile<1x256xf32, ub>
  %4 = pto.tgather_mask P0101, %3 : !pto.tile<1x256xf32, ub> -> !pto.tile<1x128xf32, ub>
  %5 = pto.tgather_mask P1010, %3 : !pto.tile<1x256xf32, ub> -> !pto.tile<1x128xi32, ub>
  %6 = pto.tci %c0 : i32 -> !pto.tile<1x4xi32, ub>
  %7 = pto.tgather %4, %6 : !pto.tile<1x128xf32, ub>, !pto.tile<1x4xi32, ub> -> !pto.tile<1x4xf32, ub>
  pto.tstore %7, %v : !pto.tile<1x4xf32, ub>, memref<1x4xf32>
  %8 = pto.tgather %5, %6 : !pto.tile<1x128xi32, ub>, !pto.tile<1x4xi32, ub> -> !pto.tile<1x4xi32, ub>
  pto.tstore %8, %i : !pto.tile<1x4xi32, ub>, memref<1x4xi32>
}
wsp.workload @w(%x: in memref<1x128xf32>, %v: out memref<1x4xf32>, %i: out memref<1x4xi32>) {
  wsp.task @k(%x, %v, %i) : memref<1x128xf32>, memref<1x4xf32>, memref<1x4xi32>
}
