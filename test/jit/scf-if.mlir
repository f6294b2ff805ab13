// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 3 -2 nan 3
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 3 2 7 3
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.y.npy | FileCheck %s

// A conditional yields the value of the branch taken; comparisons with NaN are false.
// CHECK: expect y: ok
wsp.kernel @k(%x: in memref<3xf32>, %y: out memref<3xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 3 : index
  %zero = arith.constant 0.0 : f32
  %seven = arith.constant 7.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.load %x[%i] : memref<3xf32>
    %below = arith.cmpf olt, %a, %zero : f32
    %r = scf.if %below -> (f32) {
      %m = arith.negf %a : f32
      scf.yield %m : f32
    } else {
      scf.yield %a : f32
    }
    memref.store %r, %y[%i] : memref<3xf32>
    %nan = arith.cmpf uno, %a, %a : f32
    scf.if %nan {
      memref.store %seven, %y[%i] : memref<3xf32>
    }
  }
}
wsp.workload @w(%x: in memref<3xf32>, %y: out memref<3xf32>) {
  wsp.task @k(%x, %y) : memref<3xf32>, memref<3xf32>
}
