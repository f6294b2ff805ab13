// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i4 2 -3 0x40000001
// RUN: %python %src/test/data/Inputs/npy.py %t.f.npy f4 2 nan inf
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i4 2x8 -1 0 1 0 0 31 1 0 1 0 0 0 1 2 0 1
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in f=%t.f.npy --expect y=%t.y.npy | FileCheck %s

// Halves of products (x * 5, signed and unsigned), a carry, counts of bits and classes of floats.
// CHECK: expect y: ok
wsp.kernel @k(%x: in memref<2xi32>, %f: in memref<2xf32>, %y: out memref<2x8xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %c7 = arith.constant 7 : index
  %five = arith.constant 5 : i32
  scf.for %i = %c0 to %c2 step %c1 {
    %a = memref.load %x[%i] : memref<2xi32>
    %b = memref.load %f[%i] : memref<2xf32>
    %0:2 = arith.mulsi_extended %a, %five : i32
    memref.store %0#1, %y[%i, %c0] : memref<2x8xi32>
    %c:2 = arith.mului_extended %a, %five : i32
    %one = arith.constant 2 : i32
    %and = arith.andi %c#1, %one : i32
    memref.store %and, %y[%i, %c1] : memref<2x8xi32>
    %s:2 = arith.addui_extended %a, %five : i32, i1
    %carry = arith.extui %s#1 : i1 to i32
    memref.store %carry, %y[%i, %c2] : memref<2x8xi32>
    %tz = math.cttz %a : i32
    memref.store %tz, %y[%i, %c3] : memref<2x8xi32>
    %lz = math.ctlz %a : i32
    memref.store %lz, %y[%i, %c4] : memref<2x8xi32>
    %pop = math.ctpop %a : i32
    memref.store %pop, %y[%i, %c5] : memref<2x8xi32>
    %nan = math.isnan %b : f32
    %n = arith.extui %nan : i1 to i32
    memref.store %n, %y[%i, %c6] : memref<2x8xi32>
    %inf = math.isinf %b : f32
    %fin = math.isfinite %b : f32
    %norm = math.isnormal %b : f32
    %any = arith.ori %inf, %fin : i1
    %all = arith.ori %any, %norm : i1
    %m = arith.extui %all : i1 to i32
    memref.store %m, %y[%i, %c7] : memref<2x8xi32>
  }
}
wsp.workload @w(%x: in memref<2xi32>, %f: in memref<2xf32>, %y: out memref<2x8xi32>) {
  wsp.task @k(%x, %f, %y) : memref<2xi32>, memref<2xf32>, memref<2x8xi32>
}
