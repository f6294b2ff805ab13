// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x20 8 4
// RUN: %python %src/test/data/Inputs/npy.py %t.c.npy f4 2x1 2
// RUN: %python %src/test/data/Inputs/npy.py %t.l.npy f4 1x20 2
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 2x20 23 15
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in c=%t.c.npy --in l=%t.l.npy --expect y=%t.y.npy | FileCheck %s

// The other operations with a line or a part, one after the other.
// CHECK: expect y: ok
wsp.kernel @k(%x: in memref<2x20xf32>, %c: in memref<2x1xf32>, %l: in memref<1x20xf32>, %y: out memref<2x20xf32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<2x20xf32> -> !pto.tile<2x20xf32, ub>
  %1 = pto.tload %c : memref<2x1xf32> -> !pto.tile<2x1xf32, ub>
  %2 = pto.tload %l : memref<1x20xf32> -> !pto.tile<1x20xf32, ub>
  %3 = pto.tcolexpandmax %0, %2 : !pto.tile<2x20xf32, ub>, !pto.tile<1x20xf32, ub>
  %4 = pto.tcolexpandadd %3, %2 : !pto.tile<2x20xf32, ub>, !pto.tile<1x20xf32, ub>
  %5 = pto.tcolexpandmul %4, %2 : !pto.tile<2x20xf32, ub>, !pto.tile<1x20xf32, ub>
  %6 = pto.tcolexpanddiv %5, %2 : !pto.tile<2x20xf32, ub>, !pto.tile<1x20xf32, ub>
  %7 = pto.tcolexpandmin %6, %2 : !pto.tile<2x20xf32, ub>, !pto.tile<1x20xf32, ub>
  %8 = pto.trowexpandmin %6, %1 : !pto.tile<2x20xf32, ub>, !pto.tile<2x1xf32, ub>
  %9 = pto.tcolexpandexpdif %7, %2 : !pto.tile<2x20xf32, ub>, !pto.tile<1x20xf32, ub>
  %10 = pto.tpartmul %6, %7 : !pto.tile<2x20xf32, ub>, !pto.tile<2x20xf32, ub>
  %11 = pto.tpartmax %10, %9 : !pto.tile<2x20xf32, ub>, !pto.tile<2x20xf32, ub>
  %12 = pto.tpartmin %11, %8 : !pto.tile<2x20xf32, ub>, !pto.tile<2x20xf32, ub>
  %13 = pto.tadd %12, %9 : !pto.tile<2x20xf32, ub>
  %14 = pto.tadd %13, %10 : !pto.tile<2x20xf32, ub>
  pto.tstore %14, %y : !pto.tile<2x20xf32, ub>, memref<2x20xf32>
}
wsp.workload @w(%x: in memref<2x20xf32>, %c: in memref<2x1xf32>, %l: in memref<1x20xf32>, %y: out memref<2x20xf32>) {
  wsp.task @k(%x, %c, %l, %y) : memref<2x20xf32>, memref<2x1xf32>, memref<1x20xf32>, memref<2x20xf32>
}
