// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f8 6 1.00390625 1.01171875 1.00390626 3.0e-39 -3.4e38 nan
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i2 6 0x3f80 0x3f82 0x3f81 0x0021 -0x0080 0x7fc0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.y.npy | FileCheck %s

// Rounding to bf16 is to nearest even, once also from f64, and keeps denormals and NaN.
// CHECK: expect y: ok
wsp.kernel @k(%x: in memref<6xf64>, %y: out memref<6xi16>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 6 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.load %x[%i] : memref<6xf64>
    %b = arith.truncf %a : f64 to bf16
    %c = arith.bitcast %b : bf16 to i16
    memref.store %c, %y[%i] : memref<6xi16>
  }
}
wsp.workload @w(%x: in memref<6xf64>, %y: out memref<6xi16>) {
  wsp.task @k(%x, %y) : memref<6xf64>, memref<6xi16>
}
