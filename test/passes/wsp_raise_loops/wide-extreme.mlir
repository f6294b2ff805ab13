// An extreme of integers beyond 64 bits starts where it is said to; its least number is not written.
// RUN: ptowsp-opt %s --wsp-raise-loops 2>&1 | FileCheck %s
// CHECK: kernel 'k' stays scalar
wsp.kernel @k(%x: in memref<64xi128>, %y: out memref<1xi128>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %m = memref.alloca() : memref<i128>
  %0 = memref.load %x[%c0] : memref<64xi128>
  memref.store %0, %m[] : memref<i128>
  scf.for %i = %c1 to %c64 step %c1 {
    %1 = memref.load %x[%i] : memref<64xi128>
    %2 = memref.load %m[] : memref<i128>
    %3 = arith.maxsi %2, %1 : i128
    memref.store %3, %m[] : memref<i128>
  }
  %4 = memref.load %m[] : memref<i128>
  memref.store %4, %y[%c0] : memref<1xi128>
}
