// Rows that are the same memory are no rows of a tile.
// RUN: ptowsp-opt %s --wsp-raise-loops 2>&1 | FileCheck %s
// CHECK: kernel 'copy' stays scalar: the array has a layout or rank that tiles do not take
wsp.kernel @copy(%x: in memref<4x64xf32>, %y: out memref<4x64xf32, strided<[0, 1]>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c4 step %c1 {
    scf.for %j = %c0 to %c64 step %c1 {
      %0 = memref.load %x[%i, %j] : memref<4x64xf32>
      memref.store %0, %y[%i, %j] : memref<4x64xf32, strided<[0, 1]>>
    }
  }
}
