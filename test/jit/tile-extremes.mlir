// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 3x4 1 9 3 9 -4 -2 -6 -6 0 0 0 0
// RUN: %python %src/test/data/Inputs/npy.py %t.h.npy f2 1x8 1 9 3 9 -4 -2 -6 -6
// RUN: %python %src/test/data/Inputs/npy.py %t.rmax.npy i4 3x1 1 1 0
// RUN: %python %src/test/data/Inputs/npy.py %t.rmin.npy i4 3x1 0 2 0
// RUN: %python %src/test/data/Inputs/npy.py %t.cmax.npy i4 1x4 0 0 0 0
// RUN: %python %src/test/data/Inputs/npy.py %t.cmin.npy i4 1x4 1 1 1 1
// RUN: %python %src/test/data/Inputs/npy.py %t.hmin.npy i4 1x1 6
// RUN: %python %src/test/data/Inputs/npy.py %t.one.npy i4 1x8 0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in h=%t.h.npy --expect rmax=%t.rmax.npy --expect rmin=%t.rmin.npy --expect cmax=%t.cmax.npy --expect cmin=%t.cmin.npy --expect hmin=%t.hmin.npy --expect one=%t.one.npy | FileCheck %s
// RUN: ptowsp-run %s --pass-pipeline=pto-expand-instructions --in x=%t.x.npy --in h=%t.h.npy --expect rmax=%t.rmax.npy --expect rmin=%t.rmin.npy --expect cmax=%t.cmax.npy --expect cmin=%t.cmin.npy --expect hmin=%t.hmin.npy --expect one=%t.one.npy | FileCheck %s

// Where a line has its extreme, the first of several: as written, and as what it becomes.
// CHECK: expect rmax: ok
// CHECK: expect rmin: ok
// CHECK: expect cmax: ok
// CHECK: expect cmin: ok
// CHECK: expect hmin: ok
// CHECK: expect one: ok
wsp.kernel @k(%x: in memref<3x4xf32>, %h: in memref<1x8xf16>, %rmax: out memref<3x1xi32>, %rmin: out memref<3x1xi32>, %cmax: out memref<1x4xi32>, %cmin: out memref<1x4xi32>, %hmin: out memref<1x1xi32>, %one: out memref<1x8xi32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<3x4xf32> -> !pto.tile<3x4xf32, ub>
  %1 = pto.trowargmax %0 : !pto.tile<3x4xf32, ub> -> !pto.tile<3x1xi32, ub>
  pto.tstore %1, %rmax : !pto.tile<3x1xi32, ub>, memref<3x1xi32>
  %2 = pto.trowargmin %0 : !pto.tile<3x4xf32, ub> -> !pto.tile<3x1xi32, ub>
  pto.tstore %2, %rmin : !pto.tile<3x1xi32, ub>, memref<3x1xi32>
  %3 = pto.tcolargmax %0 : !pto.tile<3x4xf32, ub> -> !pto.tile<1x4xi32, ub>
  pto.tstore %3, %cmax : !pto.tile<1x4xi32, ub>, memref<1x4xi32>
  %4 = pto.tcolargmin %0 : !pto.tile<3x4xf32, ub> -> !pto.tile<1x4xi32, ub>
  pto.tstore %4, %cmin : !pto.tile<1x4xi32, ub>, memref<1x4xi32>
  %5 = pto.tload %h : memref<1x8xf16> -> !pto.tile<1x8xf16, ub>
  %6 = pto.trowargmin %5 : !pto.tile<1x8xf16, ub> -> !pto.tile<1x1xi32, ub>
  pto.tstore %6, %hmin : !pto.tile<1x1xi32, ub>, memref<1x1xi32>
  %7 = pto.tcolargmax %5 : !pto.tile<1x8xf16, ub> -> !pto.tile<1x8xi32, ub>
  pto.tstore %7, %one : !pto.tile<1x8xi32, ub>, memref<1x8xi32>
}
wsp.workload @w(%x: in memref<3x4xf32>, %h: in memref<1x8xf16>, %rmax: out memref<3x1xi32>, %rmin: out memref<3x1xi32>, %cmax: out memref<1x4xi32>, %cmin: out memref<1x4xi32>, %hmin: out memref<1x1xi32>, %one: out memref<1x8xi32>) {
  wsp.task @k(%x, %h, %rmax, %rmin, %cmax, %cmin, %hmin, %one) : memref<3x4xf32>, memref<1x8xf16>, memref<3x1xi32>, memref<3x1xi32>, memref<1x4xi32>, memref<1x4xi32>, memref<1x1xi32>, memref<1x8xi32>
}
