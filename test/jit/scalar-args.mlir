// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i8 3 -5 200 7
// RUN: ptowsp-run %s --pass-pipeline= --size n=-5 --size m=200 --expect y=%t.y.npy | FileCheck %s

// Scalar arguments keep their value and their sign at every width; index arguments are 64 bits.
// CHECK: expect y: ok
wsp.kernel @k(%n: value i8, %m: value i16, %i: value index, %y: out memref<3xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %a = arith.extsi %n : i8 to i64
  %b = arith.extsi %m : i16 to i64
  %c = arith.index_cast %i : index to i64
  memref.store %a, %y[%c0] : memref<3xi64>
  memref.store %b, %y[%c1] : memref<3xi64>
  memref.store %c, %y[%c2] : memref<3xi64>
}
wsp.workload @w(%n: value i8, %m: value i16, %y: out memref<3xi64>) {
  %c7 = arith.constant 7 : index
  wsp.task @k(%n, %m, %c7, %y) : i8, i16, index, memref<3xi64>
}
