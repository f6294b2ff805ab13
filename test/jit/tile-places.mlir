// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x3 1 2 3 4 5 6
// RUN: %python %src/test/data/Inputs/npy.py %t.i.npy i4 3 2 -1 3
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 3x2 1 4 2 5 3 6
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy f4 3 3 0 0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in i=%t.i.npy --expect y=%t.y.npy --expect z=%t.z.npy | FileCheck %s

// Rows become columns; an index that names no element reads nothing, and gives 0 here.
// CHECK: expect y: ok
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<2x3xf32>, %i: in memref<3xi32>, %y: out memref<3x2xf32>, %z: out memref<3xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<2x3xf32> -> !pto.tile<2x3xf32, ub>
  %0 = pto.ttrans %a : !pto.tile<2x3xf32, ub> -> !pto.tile<3x2xf32, ub>
  pto.tstore %0, %y : !pto.tile<3x2xf32, ub>, memref<3x2xf32>
  %row = pto.tload %x : memref<2x3xf32> -> !pto.tile<1x3xf32, ub>
  %b = pto.tload %i : memref<3xi32> -> !pto.tile<1x3xi32, ub>
  %1 = pto.tgather %row, %b : !pto.tile<1x3xf32, ub>, !pto.tile<1x3xi32, ub> -> !pto.tile<1x3xf32, ub>
  pto.tstore %1, %z : !pto.tile<1x3xf32, ub>, memref<3xf32>
}
wsp.workload @w(%x: in memref<2x3xf32>, %i: in memref<3xi32>, %y: out memref<3x2xf32>, %z: out memref<3xf32>) {
  wsp.task @k(%x, %i, %y, %z) : memref<2x3xf32>, memref<3xi32>, memref<3x2xf32>, memref<3xf32>
}
