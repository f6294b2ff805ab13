// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i8 2 7 9
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy i8 2 9 2
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --expect y=%t.y.npy | FileCheck %s

// A cast forgets extents and strides that the JIT still knows; an allocation is a buffer of its own
// until it is freed.
// CHECK: expect y: ok
wsp.kernel @k(%x: in memref<2xi64>, %y: out memref<2xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %tmp = memref.alloc() : memref<2xi64>
  memref.copy %x, %tmp : memref<2xi64> to memref<2xi64>
  %any = memref.cast %tmp : memref<2xi64> to memref<?xi64, strided<[?], offset: ?>>
  %a = memref.load %any[%c1] : memref<?xi64, strided<[?], offset: ?>>
  memref.store %a, %y[%c0] : memref<2xi64>
  %n = memref.dim %any, %c0 : memref<?xi64, strided<[?], offset: ?>>
  %b = arith.index_cast %n : index to i64
  memref.store %b, %y[%c1] : memref<2xi64>
  memref.dealloc %tmp : memref<2xi64>
}
wsp.workload @w(%x: in memref<2xi64>, %y: out memref<2xi64>) {
  wsp.task @k(%x, %y) : memref<2xi64>, memref<2xi64>
}
