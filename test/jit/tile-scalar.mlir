// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x20 -40 2 0.5 -0.25
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 2x20 -2 2 1.5 1.125
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.y.npy | FileCheck %s

// A scalar goes to every element: ((x + 3) * 2 - 1) / 4, at most 2, at least -2.
// CHECK: expect y: ok
wsp.kernel @k(%x: in memref<2x20xf32>, %y: out memref<2x20xf32>) attributes {core = "aiv"} {
  %c1 = arith.constant 1.0 : f32
  %c2 = arith.constant 2.0 : f32
  %c3 = arith.constant 3.0 : f32
  %c4 = arith.constant 4.0 : f32
  %m2 = arith.constant -2.0 : f32
  %a = pto.tload %x : memref<2x20xf32> -> !pto.tile<2x20xf32, ub>
  %0 = pto.tadds %a, %c3 : !pto.tile<2x20xf32, ub>
  %1 = pto.tmuls %0, %c2 : !pto.tile<2x20xf32, ub>
  %2 = pto.tsubs %1, %c1 : !pto.tile<2x20xf32, ub>
  %3 = pto.tdivs %2, %c4 : !pto.tile<2x20xf32, ub>
  %4 = pto.tmins %3, %c2 : !pto.tile<2x20xf32, ub>
  %5 = pto.tmaxs %4, %m2 : !pto.tile<2x20xf32, ub>
  pto.tstore %5, %y : !pto.tile<2x20xf32, ub>, memref<2x20xf32>
}
wsp.workload @w(%x: in memref<2x20xf32>, %y: out memref<2x20xf32>) {
  wsp.task @k(%x, %y) : memref<2x20xf32>, memref<2x20xf32>
}
