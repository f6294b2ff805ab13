// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 16x16 1
// RUN: %python %src/test/data/Inputs/npy.py %t.e.npy f4 16x16 16.0001
// RUN: %python %src/test/data/Inputs/npy.py %t.f.npy f4 16x16 16.01
// RUN: %python %src/test/data/Inputs/npy.py %t.g.npy f4 16x16 1.00001
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.e.npy --expect z=%t.e.npy | FileCheck %s
// RUN: %exits 3 ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.f.npy | FileCheck %s --check-prefix=FAR
// RUN: %exits 3 ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect c=%t.g.npy | FileCheck %s --check-prefix=EXACT

// A product, and what is computed from it, may be off by 1e-5; a copy must be exact.
// CHECK: expect y: ok
// CHECK: expect z: ok
// FAR: expect y: FAILED: y[0][0] is 16, expected 16.0100002 (tolerance 1e-05); 256 elements differ
// EXACT: expect c: FAILED: c[0][0] is 1, expected 1.00001001; 256 elements differ
wsp.kernel @product(%x: in memref<16x16xf32>, %y: out memref<16x16xf32>) attributes {core = "aic"} {
  %l = pto.tload %x : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  %a = pto.tmov %l : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0a>
  %b = pto.tmov %l : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0b>
  %0 = pto.tmatmul %a, %b : !pto.tile<16x16xf32, l0a>, !pto.tile<16x16xf32, l0b> -> !pto.tile<16x16xf32, l0c>
  pto.tstore %0, %y : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
wsp.kernel @copy(%x: in memref<16x16xf32>, %y: out memref<16x16xf32>) attributes {core = "aiv"} {
  memref.copy %x, %y : memref<16x16xf32> to memref<16x16xf32>
}
wsp.workload @w(%x: in memref<16x16xf32>, %y: out memref<16x16xf32>, %z: out memref<16x16xf32>, %c: out memref<16x16xf32>) {
  wsp.task @product(%x, %y) : memref<16x16xf32>, memref<16x16xf32>
  wsp.task @copy(%y, %z) : memref<16x16xf32>, memref<16x16xf32>
  wsp.task @copy(%x, %c) : memref<16x16xf32>, memref<16x16xf32>
}
