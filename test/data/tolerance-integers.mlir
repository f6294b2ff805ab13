// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 16x16 1
// RUN: %python %src/test/data/Inputs/npy.py %t.e.npy i2 16x16 17
// RUN: %python %src/test/data/Inputs/npy.py %t.f.npy i2 16x16 18
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect h=%t.e.npy | FileCheck %s
// RUN: %exits 3 ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect h=%t.f.npy | FileCheck %s --check-prefix=FAR

// A product that is rounded to an integer may be the next one.
// CHECK: expect h: ok
// FAR: expect h: FAILED: h[0][0] is 16, expected 18 (tolerance 1); 256 elements differ
wsp.kernel @product(%x: in memref<16x16xf32>, %y: out memref<16x16xf32>) attributes {core = "aic"} {
  %l = pto.tload %x : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  %a = pto.tmov %l : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0a>
  %b = pto.tmov %l : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0b>
  %0 = pto.tmatmul %a, %b : !pto.tile<16x16xf32, l0a>, !pto.tile<16x16xf32, l0b> -> !pto.tile<16x16xf32, l0c>
  pto.tstore %0, %y : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
wsp.kernel @round(%y: in memref<16x16xf32>, %h: out memref<16x16xi16>) attributes {core = "aiv"} {
  %0 = pto.tload %y : memref<16x16xf32> -> !pto.tile<16x16xf32, ub>
  %1 = pto.tcvt %0 : !pto.tile<16x16xf32, ub> -> !pto.tile<16x16xi16, ub>
  pto.tstore %1, %h : !pto.tile<16x16xi16, ub>, memref<16x16xi16>
}
wsp.workload @w(%x: in memref<16x16xf32>, %y: out memref<16x16xf32>, %h: out memref<16x16xi16>) {
  wsp.task @product(%x, %y) : memref<16x16xf32>, memref<16x16xf32>
  wsp.task @round(%y, %h) : memref<16x16xf32>, memref<16x16xi16>
}
