// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i1 8 127 -128 -7 7 -7 7 -128 -1
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i1 8 1 -1 2 -2 -2 2 0 9
// RUN: %python %src/test/data/Inputs/npy.py %t.sum.npy i1 8 -128 127 -5 5 -9 9 -128 8
// RUN: %python %src/test/data/Inputs/npy.py %t.div.npy i1 8 127 -128 -3 -3 3 3 0 0
// RUN: %python %src/test/data/Inputs/npy.py %t.rem.npy i1 8 0 0 -1 1 -1 1 -128 -1
// RUN: %python %src/test/data/Inputs/npy.py %t.floor.npy i1 8 127 -128 -4 -4 3 3 0 -1
// RUN: %python %src/test/data/Inputs/npy.py %t.ceil.npy i1 8 127 -128 -3 -3 4 4 0 0
// RUN: %python %src/test/data/Inputs/npy.py %t.shl.npy i1 8 -2 0 -28 -64 64 28 -128 -2
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect sum=%t.sum.npy --expect div=%t.div.npy --expect rem=%t.rem.npy --expect floor=%t.floor.npy --expect ceil=%t.ceil.npy --expect shl=%t.shl.npy | FileCheck %s

// Integers wrap; a quotient by zero is 0 with the dividend as remainder, the least integer by -1
// wraps; shift counts are taken modulo the width.
// CHECK: expect sum: ok
// CHECK: expect div: ok
// CHECK: expect rem: ok
// CHECK: expect floor: ok
// CHECK: expect ceil: ok
// CHECK: expect shl: ok
wsp.kernel @k(%x: in memref<8xi8>, %y: in memref<8xi8>, %sum: out memref<8xi8>, %div: out memref<8xi8>, %rem: out memref<8xi8>, %floor: out memref<8xi8>, %ceil: out memref<8xi8>, %shl: out memref<8xi8>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %c8 step %c1 {
    %a = memref.load %x[%i] : memref<8xi8>
    %b = memref.load %y[%i] : memref<8xi8>
    %0 = arith.addi %a, %b : i8
    memref.store %0, %sum[%i] : memref<8xi8>
    %1 = arith.divsi %a, %b : i8
    memref.store %1, %div[%i] : memref<8xi8>
    %2 = arith.remsi %a, %b : i8
    memref.store %2, %rem[%i] : memref<8xi8>
    %3 = arith.floordivsi %a, %b : i8
    memref.store %3, %floor[%i] : memref<8xi8>
    %4 = arith.ceildivsi %a, %b : i8
    memref.store %4, %ceil[%i] : memref<8xi8>
    %5 = arith.shli %a, %b : i8
    memref.store %5, %shl[%i] : memref<8xi8>
  }
}
wsp.workload @w(%x: in memref<8xi8>, %y: in memref<8xi8>, %sum: out memref<8xi8>, %div: out memref<8xi8>, %rem: out memref<8xi8>, %floor: out memref<8xi8>, %ceil: out memref<8xi8>, %shl: out memref<8xi8>) {
  wsp.task @k(%x, %y, %sum, %div, %rem, %floor, %ceil, %shl) : memref<8xi8>, memref<8xi8>, memref<8xi8>, memref<8xi8>, memref<8xi8>, memref<8xi8>, memref<8xi8>, memref<8xi8>
}
