// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i2 5 32766 32767 -32768 -32767 -32766
// RUN: ptowsp-run %s --pass-pipeline= --expect y=%t.y.npy | FileCheck %s

// A row counts up from a number, and wraps as its elements do.
// CHECK: expect y: ok
wsp.kernel @k(%y: out memref<5xi16>) attributes {core = "aiv"} {
  %s = arith.constant 32766 : i16
  %0 = pto.tci %s : i16 -> !pto.tile<1x5xi16, ub>
  pto.tstore %0, %y : !pto.tile<1x5xi16, ub>, memref<5xi16>
}
wsp.workload @w(%y: out memref<5xi16>) {
  wsp.task @k(%y) : memref<5xi16>
}
