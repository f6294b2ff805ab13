// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i8 3 5 0 -3
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i8 3 15 0 0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.y.npy | FileCheck %s

// A loop carries values, runs as long as its bound says, and may have no turn at all.
// CHECK: expect y: ok
wsp.kernel @k(%x: in memref<3xi64>, %y: out memref<3xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 3 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.load %x[%i] : memref<3xi64>
    %upper = arith.index_cast %a : i64 to index
    %zero = arith.constant 0 : i64
    %one = arith.constant 1 : i64
    %sum:2 = scf.for %j = %c0 to %upper step %c1 iter_args(%s = %zero, %t = %one) -> (i64, i64) {
      %s1 = arith.addi %s, %t : i64
      %t1 = arith.addi %t, %one : i64
      scf.yield %s1, %t1 : i64, i64
    }
    memref.store %sum#0, %y[%i] : memref<3xi64>
  }
}
wsp.workload @w(%x: in memref<3xi64>, %y: out memref<3xi64>) {
  wsp.task @k(%x, %y) : memref<3xi64>, memref<3xi64>
}
