// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 1 1.000244140625
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 1 -1.00048828125
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy f4 1 0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect z=%t.z.npy | FileCheck %s

// A product and a sum round twice: 1 + 2^-12 squared loses its 2^-24, which a fused
// multiply-add would keep.
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<1xf32>, %y: in memref<1xf32>, %z: out memref<1xf32>) {
  %c0 = arith.constant 0 : index
  %a = memref.load %x[%c0] : memref<1xf32>
  %b = memref.load %y[%c0] : memref<1xf32>
  %p = arith.mulf %a, %a : f32
  %s = arith.addf %p, %b : f32
  memref.store %s, %z[%c0] : memref<1xf32>
}
wsp.workload @w(%x: in memref<1xf32>, %y: in memref<1xf32>, %z: out memref<1xf32>) {
  wsp.task @k(%x, %y, %z) : memref<1xf32>, memref<1xf32>, memref<1xf32>
}
