// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 16x16 1
// RUN: %python %src/test/data/Inputs/npy.py %t.e.npy f2 16x16 16.015625
// RUN: %python %src/test/data/Inputs/npy.py %t.f.npy f2 16x16 16.0625
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect h=%t.e.npy | FileCheck %s
// RUN: %exits 3 ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect h=%t.f.npy | FileCheck %s --check-prefix=FAR

// A product that is rounded to 16 bits may be the next number of that type.
// CHECK: expect h: ok
// FAR: expect h: FAILED: h[0][0] is 16, expected 16.0625 (tolerance 0.001); 256 elements differ
wsp.kernel @product(%x: in memref<16x16xf32>, %y: out memref<16x16xf32>) attributes {core = "aic"} {
  %l = pto.tload %x : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  %a = pto.tmov %l : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0a>
  %b = pto.tmov %l : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0b>
  %0 = pto.tmatmul %a, %b : !pto.tile<16x16xf32, l0a>, !pto.tile<16x16xf32, l0b> -> !pto.tile<16x16xf32, l0c>
  pto.tstore %0, %y : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
wsp.kernel @round(%y: in memref<16x16xf32>, %h: out memref<16x16xf16>) attributes {core = "aiv"} {
  %0 = pto.tload %y : memref<16x16xf32> -> !pto.tile<16x16xf32, ub>
  %1 = pto.tcvt %0 : !pto.tile<16x16xf32, ub> -> !pto.tile<16x16xf16, ub>
  pto.tstore %1, %h : !pto.tile<16x16xf16, ub>, memref<16x16xf16>
}
wsp.workload @w(%x: in memref<16x16xf32>, %y: out memref<16x16xf32>, %h: out memref<16x16xf16>) {
  wsp.task @product(%x, %y) : memref<16x16xf32>, memref<16x16xf32>
  wsp.task @round(%y, %h) : memref<16x16xf32>, memref<16x16xf16>
}
