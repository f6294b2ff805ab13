// RUN: ptowsp-opt --wsp-infer-deps %s 2>&1 | FileCheck %s

// Where a subscript comes from memory, independence is left to the data: a remark, and no annotation remains.
// CHECK: remark: that the iterations of loop 'i' are independent cannot be proved: what is accessed of 'a' depends on data
// CHECK: note: iteration i = {{.}} {{reads|writes}} 'a' here
// CHECK: scf.for
// CHECK-NOT: wsp.parallel
wsp.kernel @k(%x: memref<8xi64, strided<[1], offset: ?>>, %a: memref<8xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %x[%i] : memref<8xi64, strided<[1], offset: ?>>
    %1 = arith.index_cast %0 : i64 to index
    memref.store %z, %a[%1] : memref<8xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i", wsp.parallel}
}
