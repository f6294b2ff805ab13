// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i2 2x40 12 -7
// RUN: %python %src/test/data/Inputs/npy.py %t.m.npy i2 2x40 10 3
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i2 2x40 -9 -2
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy i2 2x40 13 9
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in m=%t.m.npy --expect y=%t.y.npy --expect z=%t.z.npy | FileCheck %s

// Bits of two tiles and of a scalar: y = ~(x & m) ^ m ^ m and z = (((x & 15) | m) | 1) ^ 2.
// CHECK: expect y: ok
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<2x40xi16>, %m: in memref<2x40xi16>, %y: out memref<2x40xi16>, %z: out memref<2x40xi16>) attributes {core = "aiv"} {
  %c1 = arith.constant 1 : i16
  %c2 = arith.constant 2 : i16
  %c15 = arith.constant 15 : i16
  %a = pto.tload %x : memref<2x40xi16> -> !pto.tile<2x40xi16, ub>
  %b = pto.tload %m : memref<2x40xi16> -> !pto.tile<2x40xi16, ub>
  %0 = pto.tand %a, %b : !pto.tile<2x40xi16, ub>
  %1 = pto.tnot %0 : !pto.tile<2x40xi16, ub>
  %2 = pto.txor %1, %b : !pto.tile<2x40xi16, ub>
  %3 = pto.txor %2, %b : !pto.tile<2x40xi16, ub>
  pto.tstore %3, %y : !pto.tile<2x40xi16, ub>, memref<2x40xi16>
  %4 = pto.tands %a, %c15 : !pto.tile<2x40xi16, ub>
  %5 = pto.tor %4, %b : !pto.tile<2x40xi16, ub>
  %6 = pto.tors %5, %c1 : !pto.tile<2x40xi16, ub>
  %7 = pto.txors %6, %c2 : !pto.tile<2x40xi16, ub>
  pto.tstore %7, %z : !pto.tile<2x40xi16, ub>, memref<2x40xi16>
}
wsp.workload @w(%x: in memref<2x40xi16>, %m: in memref<2x40xi16>, %y: out memref<2x40xi16>, %z: out memref<2x40xi16>) {
  wsp.task @k(%x, %m, %y, %z) : memref<2x40xi16>, memref<2x40xi16>, memref<2x40xi16>, memref<2x40xi16>
}
