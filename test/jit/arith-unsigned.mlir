// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy u1 4 255 200 7 0
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy u1 4 2 255 0 3
// RUN: %python %src/test/data/Inputs/npy.py %t.div.npy u1 4 127 0 0 0
// RUN: %python %src/test/data/Inputs/npy.py %t.up.npy u1 4 128 1 0 0
// RUN: %python %src/test/data/Inputs/npy.py %t.f.npy f4 4 255 200 7 0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect div=%t.div.npy --expect up=%t.up.npy --expect f=%t.f.npy | FileCheck %s

// Unsigned operations read the same bits as numbers from 0 on.
// CHECK: expect div: ok
// CHECK: expect up: ok
// CHECK: expect f: ok
wsp.kernel @k(%x: in memref<4xi8>, %y: in memref<4xi8>, %div: out memref<4xi8>, %up: out memref<4xi8>, %f: out memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 4 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.load %x[%i] : memref<4xi8>
    %b = memref.load %y[%i] : memref<4xi8>
    %0 = arith.divui %a, %b : i8
    memref.store %0, %div[%i] : memref<4xi8>
    %1 = arith.ceildivui %a, %b : i8
    memref.store %1, %up[%i] : memref<4xi8>
    %2 = arith.uitofp %a : i8 to f32
    memref.store %2, %f[%i] : memref<4xf32>
  }
}
wsp.workload @w(%x: in memref<4xi8>, %y: in memref<4xi8>, %div: out memref<4xi8>, %up: out memref<4xi8>, %f: out memref<4xf32>) attributes {wsp.unsigned = array<i64: 0, 1, 2, 3>} {
  wsp.task @k(%x, %y, %div, %up, %f) : memref<4xi8>, memref<4xi8>, memref<4xi8>, memref<4xi8>, memref<4xf32>
}
