// RUN: %python %src/test/data/Inputs/npy.py %t.a.npy f4 16x16 1 -1
// RUN: %python %src/test/data/Inputs/npy.py %t.b.npy f4 16x16 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 2 -2 2 -2 2 -2 2 -2 2 -2 2 -2 2 -2 2 -2
// RUN: %python %src/test/data/Inputs/npy.py %t.c.npy f4 16x16 0 24
// RUN: ptowsp-run %s --pass-pipeline= --in a=%t.a.npy --in b=%t.b.npy --expect c=%t.c.npy | FileCheck %s

// The cube stores what is positive of a product, and zeros.
// CHECK: expect c: ok
wsp.kernel @k(%a: in memref<16x16xf32>, %b: in memref<16x16xf32>, %c: out memref<16x16xf32>) attributes {core = "aic"} {
  %0 = pto.tload %a : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  %1 = pto.tload %b : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  %2 = pto.tmov %0 : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0a>
  %3 = pto.tmov %1 : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0b>
  %4 = pto.tmatmul %2, %3 : !pto.tile<16x16xf32, l0a>, !pto.tile<16x16xf32, l0b> -> !pto.tile<16x16xf32, l0c>
  pto.tstore %4, %c {relu} : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
wsp.workload @w(%a: in memref<16x16xf32>, %b: in memref<16x16xf32>, %c: out memref<16x16xf32>) {
  wsp.task @k(%a, %b, %c) : memref<16x16xf32>, memref<16x16xf32>, memref<16x16xf32>
}
