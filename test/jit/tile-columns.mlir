// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 3x2 1 -2 5 7 -3 4
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 3x2 3 9 5 7 -3 -2
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.y.npy | FileCheck %s

// The sum, the maximum and the minimum of each column are the rows of y.
// CHECK: expect y: ok
wsp.kernel @k(%x: in memref<3x2xf32>, %y: out memref<3x2xf32>) attributes {core = "aiv"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %a = pto.tload %x : memref<3x2xf32> -> !pto.tile<3x2xf32, ub>
  %0 = pto.tcolsum %a : !pto.tile<3x2xf32, ub> -> !pto.tile<1x2xf32, ub>
  %1 = pto.tcolmax %a : !pto.tile<3x2xf32, ub> -> !pto.tile<1x2xf32, ub>
  %2 = pto.tcolmin %a : !pto.tile<3x2xf32, ub> -> !pto.tile<1x2xf32, ub>
  %y0 = wsp.at %y[%c0, %c0] : memref<3x2xf32> to memref<1x2xf32, strided<[2, 1], offset: ?>>
  %y1 = wsp.at %y[%c1, %c0] : memref<3x2xf32> to memref<1x2xf32, strided<[2, 1], offset: ?>>
  %y2 = wsp.at %y[%c2, %c0] : memref<3x2xf32> to memref<1x2xf32, strided<[2, 1], offset: ?>>
  pto.tstore %0, %y0 : !pto.tile<1x2xf32, ub>, memref<1x2xf32, strided<[2, 1], offset: ?>>
  pto.tstore %1, %y1 : !pto.tile<1x2xf32, ub>, memref<1x2xf32, strided<[2, 1], offset: ?>>
  pto.tstore %2, %y2 : !pto.tile<1x2xf32, ub>, memref<1x2xf32, strided<[2, 1], offset: ?>>
}
wsp.workload @w(%x: in memref<3x2xf32>, %y: out memref<3x2xf32>) {
  wsp.task @k(%x, %y) : memref<3x2xf32>, memref<3x2xf32>
}
