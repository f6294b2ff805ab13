// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i4 1x2 1 2
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i4 1x2 10 20
// RUN: %python %src/test/data/Inputs/npy.py %t.p.npy i4 1x2 10 20
// RUN: %python %src/test/data/Inputs/npy.py %t.q.npy i4 1x2 1 2
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect p=%t.p.npy --expect q=%t.q.npy | FileCheck %s

// Tiles that a loop carries are values: three swaps are one.
// CHECK: expect p: ok
// CHECK: expect q: ok
wsp.kernel @k(%x: in memref<1x2xi32>, %y: in memref<1x2xi32>, %p: out memref<1x2xi32>, %q: out memref<1x2xi32>) attributes {core = "aiv"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 3 : index
  %a = pto.tload %x : memref<1x2xi32> -> !pto.tile<1x2xi32, ub>
  %b = pto.tload %y : memref<1x2xi32> -> !pto.tile<1x2xi32, ub>
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %a, %t = %b) -> (!pto.tile<1x2xi32, ub>, !pto.tile<1x2xi32, ub>) {
    scf.yield %t, %s : !pto.tile<1x2xi32, ub>, !pto.tile<1x2xi32, ub>
  }
  pto.tstore %r#0, %p : !pto.tile<1x2xi32, ub>, memref<1x2xi32>
  pto.tstore %r#1, %q : !pto.tile<1x2xi32, ub>, memref<1x2xi32>
}
wsp.workload @w(%x: in memref<1x2xi32>, %y: in memref<1x2xi32>, %p: out memref<1x2xi32>, %q: out memref<1x2xi32>) {
  wsp.task @k(%x, %y, %p, %q) : memref<1x2xi32>, memref<1x2xi32>, memref<1x2xi32>, memref<1x2xi32>
}
