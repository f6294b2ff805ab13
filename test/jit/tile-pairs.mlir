// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 -1
// RUN: %python %src/test/data/Inputs/npy.py %t.h.npy f2 1x6 1 2 3 4 5 6
// RUN: %python %src/test/data/Inputs/npy.py %t.p.npy f4 2x8 3 7 11 15 19 23 27 31 0 5 9 13 17 21 25 29
// RUN: %python %src/test/data/Inputs/npy.py %t.q.npy f2 1x3 3 7 11
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in h=%t.h.npy --expect p=%t.p.npy --expect q=%t.q.npy | FileCheck %s
// RUN: ptowsp-run %s --pass-pipeline=pto-expand-instructions --in x=%t.x.npy --in h=%t.h.npy --expect p=%t.p.npy --expect q=%t.q.npy | FileCheck %s

// Sums of neighbours: as written, and as what they become.
// CHECK: expect p: ok
// CHECK: expect q: ok
wsp.kernel @k(%x: in memref<2x16xf32>, %h: in memref<1x6xf16>, %p: out memref<2x8xf32>, %q: out memref<1x3xf16>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<2x16xf32> -> !pto.tile<2x16xf32, ub>
  %1 = pto.tpairreducesum %0 : !pto.tile<2x16xf32, ub> -> !pto.tile<2x8xf32, ub>
  pto.tstore %1, %p : !pto.tile<2x8xf32, ub>, memref<2x8xf32>
  %2 = pto.tload %h : memref<1x6xf16> -> !pto.tile<1x6xf16, ub>
  %3 = pto.tpairreducesum %2 : !pto.tile<1x6xf16, ub> -> !pto.tile<1x3xf16, ub>
  pto.tstore %3, %q : !pto.tile<1x3xf16, ub>, memref<1x3xf16>
}
wsp.workload @w(%x: in memref<2x16xf32>, %h: in memref<1x6xf16>, %p: out memref<2x8xf32>, %q: out memref<1x3xf16>) {
  wsp.task @k(%x, %h, %p, %q) : memref<2x16xf32>, memref<1x6xf16>, memref<2x8xf32>, memref<1x3xf16>
}
