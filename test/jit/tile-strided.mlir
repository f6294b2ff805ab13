// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i4 4x4 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i4 4x4 0 0 0 0 0 5 9 0 0 6 10 0 0 0 0 0
// RUN: %python %src/test/data/Inputs/npy.py %t.0.npy i4 4x4 0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.0.npy --expect y=%t.y.npy | FileCheck %s

// A tile is the leading box of what it is loaded from or stored to, by that buffer's strides:
// here columns of x are loaded as rows.
// CHECK: expect y: ok
wsp.kernel @k(%x: in memref<4x4xi32>, %y: out memref<4x4xi32>) attributes {core = "aiv"} {
  %c1 = arith.constant 1 : index
  %v = wsp.at %x[%c1, %c1] : memref<4x4xi32> to memref<3x3xi32, strided<[1, 4], offset: ?>>
  %u = wsp.at %y[%c1, %c1] : memref<4x4xi32> to memref<3x3xi32, strided<[4, 1], offset: ?>>
  %a = pto.tload %v : memref<3x3xi32, strided<[1, 4], offset: ?>> -> !pto.tile<2x2xi32, ub>
  pto.tstore %a, %u : !pto.tile<2x2xi32, ub>, memref<3x3xi32, strided<[4, 1], offset: ?>>
}
wsp.workload @w(%x: in memref<4x4xi32>, %y: out memref<4x4xi32>) {
  wsp.task @k(%x, %y) : memref<4x4xi32>, memref<4x4xi32>
}
