// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f2 3 2048 1 65504
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f2 3 1 0.00048828125 16
// RUN: %python %src/test/data/Inputs/npy.py %t.z.npy f2 3 2048 1 inf
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect z=%t.z.npy | FileCheck %s

// Each f16 operation rounds to f16, halfway to even.
// CHECK: expect z: ok
wsp.kernel @k(%x: in memref<3xf16>, %y: in memref<3xf16>, %z: out memref<3xf16>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 3 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.load %x[%i] : memref<3xf16>
    %b = memref.load %y[%i] : memref<3xf16>
    %c = arith.addf %a, %b : f16
    memref.store %c, %z[%i] : memref<3xf16>
  }
}
wsp.workload @w(%x: in memref<3xf16>, %y: in memref<3xf16>, %z: out memref<3xf16>) {
  wsp.task @k(%x, %y, %z) : memref<3xf16>, memref<3xf16>, memref<3xf16>
}
