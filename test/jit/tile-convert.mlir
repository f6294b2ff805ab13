// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 1x20 2049 2051 0.1 70000
// RUN: %python %src/test/data/Inputs/npy.py %t.h.npy f2 1x20 2048 2052 0.1 inf
// RUN: %python %src/test/data/Inputs/npy.py %t.i.npy f4 1x20 2 2 2 2
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect h=%t.h.npy --expect i=%t.i.npy | FileCheck %s

// Conversions round to nearest even; a fill has one value.
// CHECK: expect h: ok
// CHECK: expect i: ok
wsp.kernel @k(%x: in memref<1x20xf32>, %h: out memref<1x20xf16>, %i: out memref<1x20xf32>) attributes {core = "aiv"} {
  %c2 = arith.constant 2.0 : f16
  %a = pto.tload %x : memref<1x20xf32> -> !pto.tile<1x20xf32, ub>
  %0 = pto.tcvt %a : !pto.tile<1x20xf32, ub> -> !pto.tile<1x20xf16, ub>
  pto.tstore %0, %h : !pto.tile<1x20xf16, ub>, memref<1x20xf16>
  %1 = pto.texpands %c2 : f16 -> !pto.tile<1x20xf16, ub>
  %2 = pto.tcvt %1 : !pto.tile<1x20xf16, ub> -> !pto.tile<1x20xf32, ub>
  pto.tstore %2, %i : !pto.tile<1x20xf32, ub>, memref<1x20xf32>
}
wsp.workload @w(%x: in memref<1x20xf32>, %h: out memref<1x20xf16>, %i: out memref<1x20xf32>) {
  wsp.task @k(%x, %h, %i) : memref<1x20xf32>, memref<1x20xf16>, memref<1x20xf32>
}
