// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i4 2x8 0 1 2 3 4 5 6 7 10 11 12 13 14 15 16 17
// RUN: %python %src/test/data/Inputs/npy.py %t.o.npy i4 1x8 32 0 0 32 0 0 0 32
// RUN: %python %src/test/data/Inputs/npy.py %t.b.npy i4 1x64 10 11 12 13 14 15 16 17 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 10 11 12 13 14 15 16 17 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 10 11 12 13 14 15 16 17
// RUN: %python %src/test/data/Inputs/npy.py %t.n.npy i4 2x3 -1 -2 -3 -4 -5 -6
// RUN: %python %src/test/data/Inputs/npy.py %t.c.npy i4 2x11 0 1 2 3 4 5 6 7 -1 -2 -3 10 11 12 13 14 15 16 17 -4 -5 -6
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in o=%t.o.npy --in n=%t.n.npy --expect b=%t.b.npy --expect c=%t.c.npy | FileCheck %s

// Blocks of 32 bytes by their offsets; two tiles side by side.
// CHECK: expect b: ok
// CHECK: expect c: ok
wsp.kernel @k(%x: in memref<2x8xi32>, %o: in memref<1x8xi32>, %n: in memref<2x3xi32>, %b: out memref<1x64xi32>, %c: out memref<2x11xi32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<2x8xi32> -> !pto.tile<2x8xi32, ub>
  %1 = pto.tload %o : memref<1x8xi32> -> !pto.tile<1x8xi32, ub>
  %2 = pto.tgatherb %0, %1 : !pto.tile<2x8xi32, ub>, !pto.tile<1x8xi32, ub> -> !pto.tile<1x64xi32, ub>
  pto.tstore %2, %b : !pto.tile<1x64xi32, ub>, memref<1x64xi32>
  %3 = pto.tload %n : memref<2x3xi32> -> !pto.tile<2x3xi32, ub>
  %4 = pto.tconcat %0, %3 : !pto.tile<2x8xi32, ub>, !pto.tile<2x3xi32, ub> -> !pto.tile<2x11xi32, ub>
  pto.tstore %4, %c : !pto.tile<2x11xi32, ub>, memref<2x11xi32>
}
wsp.workload @w(%x: in memref<2x8xi32>, %o: in memref<1x8xi32>, %n: in memref<2x3xi32>, %b: out memref<1x64xi32>, %c: out memref<2x11xi32>) {
  wsp.task @k(%x, %o, %n, %b, %c) : memref<2x8xi32>, memref<1x8xi32>, memref<2x3xi32>, memref<1x64xi32>, memref<2x11xi32>
}
