// Subscripts that go further in one step than any array does stay scalar; nothing overflows.
// RUN: ptowsp-opt %s --wsp-raise-loops 2>&1 | FileCheck %s
// CHECK: kernel 'k' stays scalar
// CHECK: memref.store
// CHECK-NOT: pto.
wsp.kernel @k(%x: in memref<64xf32>, %out: out memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %least = arith.constant -9223372036854775808 : index
  scf.for %i = %c0 to %c2 step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %0 = arith.muli %i, %least : index
      %1 = arith.addi %0, %j : index
      %2 = memref.load %x[%j] : memref<64xf32>
      memref.store %2, %out[%1] : memref<64xf32>
    }
  }
}
