// Local integers of an extent that is computed keep their type; what is added to them is cut each time.
// RUN: ptowsp-opt %s --wsp-raise-loops | FileCheck %s
// CHECK: wsp.kernel @k
wsp.kernel @k(%x: in memref<64xi32>, %y: out memref<64xi16>, %n: value i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %zero = arith.constant 0 : i16
  %extent = arith.index_cast %n : i32 to index
  %l = memref.alloca(%extent) : memref<?xi16>
  scf.for %i = %c0 to %c64 step %c1 {
    memref.store %zero, %l[%i] : memref<?xi16>
    %0 = memref.load %x[%i] : memref<64xi32>
    %1 = memref.load %l[%i] : memref<?xi16>
    %2 = arith.extsi %1 : i16 to i32
    %3 = arith.addi %2, %0 : i32
    %4 = arith.trunci %3 : i32 to i16
    memref.store %4, %l[%i] : memref<?xi16>
    %5 = memref.load %l[%i] : memref<?xi16>
    memref.store %5, %y[%i] : memref<64xi16>
  }
}
