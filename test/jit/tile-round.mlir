// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 1x6 0.5 -0.5 1.5 -1.5 2.5 -2.25
// RUN: %python %src/test/data/Inputs/npy.py %t.rint.npy f4 1x6 0 -0.0 2 -2 2 -2
// RUN: %python %src/test/data/Inputs/npy.py %t.floor.npy f4 1x6 0 -1 1 -2 2 -3
// RUN: %python %src/test/data/Inputs/npy.py %t.round.npy i4 1x6 1 -1 2 -2 3 -2
// RUN: %python %src/test/data/Inputs/npy.py %t.ceil.npy i4 1x6 1 0 2 -1 3 -2
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect rint=%t.rint.npy --expect floor=%t.floor.npy --expect round=%t.round.npy --expect ceil=%t.ceil.npy | FileCheck %s

// Floats become whole numbers in the way that is said.
// CHECK: expect rint: ok
// CHECK: expect floor: ok
// CHECK: expect round: ok
// CHECK: expect ceil: ok
wsp.kernel @k(%x: in memref<1x6xf32>, %rint: out memref<1x6xf32>, %floor: out memref<1x6xf32>, %round: out memref<1x6xi32>, %ceil: out memref<1x6xi32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<1x6xf32> -> !pto.tile<1x6xf32, ub>
  %1 = pto.tcvt %0 rint : !pto.tile<1x6xf32, ub> -> !pto.tile<1x6xf32, ub>
  pto.tstore %1, %rint : !pto.tile<1x6xf32, ub>, memref<1x6xf32>
  %2 = pto.tcvt %0 floor : !pto.tile<1x6xf32, ub> -> !pto.tile<1x6xf32, ub>
  pto.tstore %2, %floor : !pto.tile<1x6xf32, ub>, memref<1x6xf32>
  %3 = pto.tcvt %0 round : !pto.tile<1x6xf32, ub> -> !pto.tile<1x6xi32, ub>
  pto.tstore %3, %round : !pto.tile<1x6xi32, ub>, memref<1x6xi32>
  %4 = pto.tcvt %0 ceil : !pto.tile<1x6xf32, ub> -> !pto.tile<1x6xi32, ub>
  pto.tstore %4, %ceil : !pto.tile<1x6xi32, ub>, memref<1x6xi32>
}
wsp.workload @w(%x: in memref<1x6xf32>, %rint: out memref<1x6xf32>, %floor: out memref<1x6xf32>, %round: out memref<1x6xi32>, %ceil: out memref<1x6xi32>) {
  wsp.task @k(%x, %rint, %floor, %round, %ceil) : memref<1x6xf32>, memref<1x6xf32>, memref<1x6xf32>, memref<1x6xi32>, memref<1x6xi32>
}
