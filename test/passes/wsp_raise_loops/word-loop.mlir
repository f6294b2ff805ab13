// A loop whose variable is no index stays scalar code.
// RUN: ptowsp-opt %s --wsp-raise-loops 2>&1 | FileCheck %s
// CHECK: kernel 'copy' stays scalar: a loop's variable is no index; use arith.index_cast
wsp.kernel @copy(%x: in memref<64xf32>, %y: out memref<64xf32>) {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %c64 = arith.constant 64 : i32
  scf.for %i = %c0 to %c64 step %c1 : i32 {
    %0 = arith.index_cast %i : i32 to index
    %1 = memref.load %x[%0] : memref<64xf32>
    memref.store %1, %y[%0] : memref<64xf32>
  }
}
