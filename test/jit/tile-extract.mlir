// RUN: %python %src/test/data/Inputs/npy.py %t.a.npy f4 16x32 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
// RUN: %python %src/test/data/Inputs/npy.py %t.b.npy f4 32x16 1
// RUN: %python %src/test/data/Inputs/npy.py %t.c.npy f4 16x16 136
// RUN: ptowsp-run %s --pass-pipeline= --in a=%t.a.npy --in b=%t.b.npy --expect c=%t.c.npy | FileCheck %s

// A product of parts of tiles in L1.
// CHECK: expect c: ok
wsp.kernel @k(%a: in memref<16x32xf32>, %b: in memref<32x16xf32>, %c: out memref<16x16xf32>) attributes {core = "aic"} {
  %0 = pto.tload %a : memref<16x32xf32> -> !pto.tile<16x32xf32, l1>
  %1 = pto.tload %b : memref<32x16xf32> -> !pto.tile<32x16xf32, l1>
  %2 = pto.textract %0[0, 16] : !pto.tile<16x32xf32, l1> -> !pto.tile<16x16xf32, l0a>
  %3 = pto.textract %1[16, 0] : !pto.tile<32x16xf32, l1> -> !pto.tile<16x16xf32, l0b>
  %4 = pto.tmatmul %2, %3 : !pto.tile<16x16xf32, l0a>, !pto.tile<16x16xf32, l0b> -> !pto.tile<16x16xf32, l0c>
  pto.tstore %4, %c : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
wsp.workload @w(%a: in memref<16x32xf32>, %b: in memref<32x16xf32>, %c: out memref<16x16xf32>) {
  wsp.task @k(%a, %b, %c) : memref<16x32xf32>, memref<32x16xf32>, memref<16x16xf32>
}
