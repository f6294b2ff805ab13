// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x3 1 5 3 4 2 6
// RUN: %python %src/test/data/Inputs/npy.py %t.c.npy f4 2x1 2 4
// RUN: %python %src/test/data/Inputs/npy.py %t.l.npy f4 1x3 3 2 4
// RUN: %python %src/test/data/Inputs/npy.py %t.rows.npy f4 2x3 2 5 3 4 4 6
// RUN: %python %src/test/data/Inputs/npy.py %t.cols.npy f4 2x3 -2 3 -1 1 0 2
// RUN: %python %src/test/data/Inputs/npy.py %t.exp.npy f4 2x3 1 1 1 1 1 1
// RUN: %python %src/test/data/Inputs/npy.py %t.prod.npy f4 1x3 4 10 18
// RUN: %python %src/test/data/Inputs/npy.py %t.part.npy f4 2x3 4 7 7 4 2 6
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in c=%t.c.npy --in l=%t.l.npy --expect rows=%t.rows.npy --expect cols=%t.cols.npy --expect e=%t.exp.npy --expect prod=%t.prod.npy --expect part=%t.part.npy | FileCheck %s

// A column or a row against every column or row; a product of columns; a part of a tile.
// CHECK: expect rows: ok
// CHECK: expect cols: ok
// CHECK: expect e: ok
// CHECK: expect prod: ok
// CHECK: expect part: ok
wsp.kernel @k(%x: in memref<2x3xf32>, %c: in memref<2x1xf32>, %l: in memref<1x3xf32>, %rows: out memref<2x3xf32>, %cols: out memref<2x3xf32>, %e: out memref<2x3xf32>, %prod: out memref<1x3xf32>, %part: out memref<2x3xf32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<2x3xf32> -> !pto.tile<2x3xf32, ub>
  %1 = pto.tload %c : memref<2x1xf32> -> !pto.tile<2x1xf32, ub>
  %2 = pto.tload %l : memref<1x3xf32> -> !pto.tile<1x3xf32, ub>
  %3 = pto.trowexpandmax %0, %1 : !pto.tile<2x3xf32, ub>, !pto.tile<2x1xf32, ub>
  pto.tstore %3, %rows : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
  %4 = pto.tcolexpandsub %0, %2 : !pto.tile<2x3xf32, ub>, !pto.tile<1x3xf32, ub>
  pto.tstore %4, %cols : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
  %5 = pto.trowexpand %1 : !pto.tile<2x1xf32, ub> -> !pto.tile<2x3xf32, ub>
  %6 = pto.trowexpandexpdif %5, %1 : !pto.tile<2x3xf32, ub>, !pto.tile<2x1xf32, ub>
  pto.tstore %6, %e : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
  %7 = pto.tcolprod %0 : !pto.tile<2x3xf32, ub> -> !pto.tile<1x3xf32, ub>
  pto.tstore %7, %prod : !pto.tile<1x3xf32, ub>, memref<1x3xf32>
  %8 = pto.tpartadd %0, %2 : !pto.tile<2x3xf32, ub>, !pto.tile<1x3xf32, ub>
  pto.tstore %8, %part : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
}
wsp.workload @w(%x: in memref<2x3xf32>, %c: in memref<2x1xf32>, %l: in memref<1x3xf32>, %rows: out memref<2x3xf32>, %cols: out memref<2x3xf32>, %e: out memref<2x3xf32>, %prod: out memref<1x3xf32>, %part: out memref<2x3xf32>) {
  wsp.task @k(%x, %c, %l, %rows, %cols, %e, %prod, %part) : memref<2x3xf32>, memref<2x1xf32>, memref<1x3xf32>, memref<2x3xf32>, memref<2x3xf32>, memref<2x3xf32>, memref<1x3xf32>, memref<2x3xf32>
}
