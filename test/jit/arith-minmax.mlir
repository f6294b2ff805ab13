// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 5 nan 1 -0.0 0.0 2
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 5 1 nan 0.0 -0.0 3
// RUN: %python %src/test/data/Inputs/npy.py %t.num.npy f4 5 1 1 0.0 -0.0 3
// RUN: %python %src/test/data/Inputs/npy.py %t.prop.npy f4 5 nan nan 0.0 0.0 3
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect num=%t.num.npy --expect prop=%t.prop.npy | FileCheck %s

// maxnumf is the C library's fmax to the bit, equal zeros included; maximumf hands NaN on.
// CHECK: expect num: ok
// CHECK: expect prop: ok
wsp.kernel @k(%x: in memref<5xf32>, %y: in memref<5xf32>, %num: out memref<5xf32>, %prop: out memref<5xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 5 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.load %x[%i] : memref<5xf32>
    %b = memref.load %y[%i] : memref<5xf32>
    %0 = arith.maxnumf %a, %b : f32
    memref.store %0, %num[%i] : memref<5xf32>
    %1 = arith.maximumf %a, %b : f32
    memref.store %1, %prop[%i] : memref<5xf32>
  }
}
wsp.workload @w(%x: in memref<5xf32>, %y: in memref<5xf32>, %num: out memref<5xf32>, %prop: out memref<5xf32>) {
  wsp.task @k(%x, %y, %num, %prop) : memref<5xf32>, memref<5xf32>, memref<5xf32>, memref<5xf32>
}
