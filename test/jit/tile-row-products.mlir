// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x3 1 -5 3 4 -2 0.5
// RUN: %python %src/test/data/Inputs/npy.py %t.n.npy i2 1x5 2 3 -4 1 6
// RUN: %python %src/test/data/Inputs/npy.py %t.m.npy i4 3x80 -1 1 1 2
// RUN: %python %src/test/data/Inputs/npy.py %t.px.npy f4 2x1 -15 -4
// RUN: %python %src/test/data/Inputs/npy.py %t.pn.npy i2 1x1 -144
// RUN: %python %src/test/data/Inputs/npy.py %t.pm.npy i4 3x1 1048576
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in n=%t.n.npy --in m=%t.m.npy --expect px=%t.px.npy --expect pn=%t.pn.npy --expect pm=%t.pm.npy | FileCheck %s
// RUN: ptowsp-run %s --pass-pipeline=pto-expand-instructions --in x=%t.x.npy --in n=%t.n.npy --in m=%t.m.npy --expect px=%t.px.npy --expect pn=%t.pn.npy --expect pm=%t.pm.npy | FileCheck %s

// Products of rows, of one row, and of a long one: as written, and as what they become.
// CHECK: expect px: ok
// CHECK: expect pn: ok
// CHECK: expect pm: ok
wsp.kernel @k(%x: in memref<2x3xf32>, %n: in memref<1x5xi16>, %m: in memref<3x80xi32>, %px: out memref<2x1xf32>, %pn: out memref<1x1xi16>, %pm: out memref<3x1xi32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<2x3xf32> -> !pto.tile<2x3xf32, ub>
  %1 = pto.trowprod %0 : !pto.tile<2x3xf32, ub> -> !pto.tile<2x1xf32, ub>
  pto.tstore %1, %px : !pto.tile<2x1xf32, ub>, memref<2x1xf32>
  %2 = pto.tload %n : memref<1x5xi16> -> !pto.tile<1x5xi16, ub>
  %3 = pto.trowprod %2 : !pto.tile<1x5xi16, ub> -> !pto.tile<1x1xi16, ub>
  pto.tstore %3, %pn : !pto.tile<1x1xi16, ub>, memref<1x1xi16>
  %4 = pto.tload %m : memref<3x80xi32> -> !pto.tile<3x80xi32, ub>
  %5 = pto.trowprod %4 : !pto.tile<3x80xi32, ub> -> !pto.tile<3x1xi32, ub>
  pto.tstore %5, %pm : !pto.tile<3x1xi32, ub>, memref<3x1xi32>
}
wsp.workload @w(%x: in memref<2x3xf32>, %n: in memref<1x5xi16>, %m: in memref<3x80xi32>, %px: out memref<2x1xf32>, %pn: out memref<1x1xi16>, %pm: out memref<3x1xi32>) {
  wsp.task @k(%x, %n, %m, %px, %pn, %pm) : memref<2x3xf32>, memref<1x5xi16>, memref<3x80xi32>, memref<2x1xf32>, memref<1x1xi16>, memref<3x1xi32>
}
