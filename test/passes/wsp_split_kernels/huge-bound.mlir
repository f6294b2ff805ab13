// RUN: ptowsp-opt --wsp-split-kernels %s | FileCheck %s

// A loop that ends at the largest number has an extent that fits.
// CHECK-LABEL: wsp.kernel @k
// CHECK: scf.for
module {
  wsp.kernel @k(%a: memref<8x8xf32>, %b: memref<8x8xf32>, %c: memref<8x8xf32>) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %huge = arith.constant 9223372036854775807 : index
    %step = arith.constant 1152921504606846976 : index
    scf.for %i = %c0 to %huge step %step {
      scf.for %j = %c0 to %c8 step %c1 {
        scf.for %k = %c0 to %c8 step %c1 {
          %0 = memref.load %a[%i, %k] : memref<8x8xf32>
          %1 = memref.load %b[%k, %j] : memref<8x8xf32>
          %2 = arith.mulf %0, %1 : f32
          %3 = memref.load %c[%i, %j] : memref<8x8xf32>
          %4 = arith.addf %3, %2 : f32
          memref.store %4, %c[%i, %j] : memref<8x8xf32>
        }
      }
    }
  }
}
