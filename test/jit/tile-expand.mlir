// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x3 1 2 3 4 5 6
// RUN: %python %src/test/data/Inputs/npy.py %t.c.npy f4 2 10 20
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 2x3 1.1 1.2 1.3 1.2 1.25 1.3
// RUN: %python %src/test/data/Inputs/npy.py %t.r.npy f4 2x3 10 20 30 20 40 60
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in c=%t.c.npy --expect y=%t.y.npy --expect r=%t.r.npy | FileCheck %s

// A column meets every column: (((x + c) * c) - c*c) + c*c over c*c; a row or a column fills a tile.
// CHECK: expect y: ok
// CHECK: expect r: ok
wsp.kernel @k(%x: in memref<2x3xf32>, %c: in memref<2xf32>, %y: out memref<2x3xf32>, %r: out memref<2x3xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<2x3xf32> -> !pto.tile<2x3xf32, ub>
  %b = pto.tload %c : memref<2xf32> -> !pto.tile<2x1xf32, ub>
  %bb = pto.tmul %b, %b : !pto.tile<2x1xf32, ub>
  %0 = pto.trowexpandadd %a, %b : !pto.tile<2x3xf32, ub>, !pto.tile<2x1xf32, ub>
  %1 = pto.trowexpandmul %0, %b : !pto.tile<2x3xf32, ub>, !pto.tile<2x1xf32, ub>
  %2 = pto.trowexpandsub %1, %bb : !pto.tile<2x3xf32, ub>, !pto.tile<2x1xf32, ub>
  %3 = pto.trowexpandadd %2, %bb : !pto.tile<2x3xf32, ub>, !pto.tile<2x1xf32, ub>
  %4 = pto.trowexpanddiv %3, %bb : !pto.tile<2x3xf32, ub>, !pto.tile<2x1xf32, ub>
  pto.tstore %4, %y : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
  %first = pto.tload %x : memref<2x3xf32> -> !pto.tile<1x3xf32, ub>
  %5 = "pto.tcolexpand"(%first) : (!pto.tile<1x3xf32, ub>) -> !pto.tile<2x3xf32, ub>
  %6 = "pto.trowexpand"(%b) : (!pto.tile<2x1xf32, ub>) -> !pto.tile<2x3xf32, ub>
  %7 = pto.tmul %5, %6 : !pto.tile<2x3xf32, ub>
  pto.tstore %7, %r : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
}
wsp.workload @w(%x: in memref<2x3xf32>, %c: in memref<2xf32>, %y: out memref<2x3xf32>, %r: out memref<2x3xf32>) {
  wsp.task @k(%x, %c, %y, %r) : memref<2x3xf32>, memref<2xf32>, memref<2x3xf32>, memref<2x3xf32>
}
