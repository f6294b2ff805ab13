// Loops whose bounds are compared as unsigned numbers stay scalar code, unless these are not negative.
// RUN: ptowsp-opt %s --wsp-raise-loops 2>&1 | FileCheck %s
// CHECK: kernel 'none' stays scalar: a loop's bounds are compared as unsigned numbers
// CHECK: wsp.kernel @all
// CHECK: pto.tload
wsp.kernel @none(%x: in memref<64xf32>, %y: out memref<64xf32>) {
  %low = arith.constant -1 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for unsigned %i = %low to %c64 step %c1 {
    %0 = arith.addi %i, %c1 : index
    %1 = memref.load %x[%0] : memref<64xf32>
    memref.store %1, %y[%0] : memref<64xf32>
  }
}
wsp.kernel @all(%x: in memref<64xf32>, %y: out memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for unsigned %i = %c0 to %c64 step %c1 {
    %0 = memref.load %x[%i] : memref<64xf32>
    memref.store %0, %y[%i] : memref<64xf32>
  }
}
