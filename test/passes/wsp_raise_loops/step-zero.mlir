// RUN: ptowsp-opt --wsp-raise-loops --verify-each %s 2>/dev/null | FileCheck %s

// What a loop does whose step is 0 in an iteration around it is undefined there: written out, it
// never runs.
// CHECK-LABEL: wsp.kernel @k
// CHECK-NOT: wsp.scalar
// CHECK: scf.for %{{.*}} = %c0 to %c0 step %c1 {
wsp.kernel @k(%a: in memref<8x64xi8>, %w: in memref<40x64xi8>, %out: out memref<8x40xi8>) {
  %zero = arith.constant 0 : i32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c40 = arith.constant 40 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c8 step %c1 {
    scf.for %j = %c0 to %c40 step %i {
      %acc = memref.alloc() : memref<i32>
      memref.store %zero, %acc[] : memref<i32>
      scf.for %k = %c0 to %c64 step %c1 {
        %0 = memref.load %a[%i, %k] : memref<8x64xi8>
        %1 = memref.load %w[%j, %k] : memref<40x64xi8>
        %2 = arith.extsi %0 : i8 to i32
        %3 = arith.extsi %1 : i8 to i32
        %4 = arith.muli %2, %3 : i32
        %5 = memref.load %acc[] : memref<i32>
        %6 = arith.addi %5, %4 : i32
        memref.store %6, %acc[] : memref<i32>
      }
      %7 = memref.load %acc[] : memref<i32>
      %8 = arith.trunci %7 : i32 to i8
      memref.store %8, %out[%i, %j] : memref<8x40xi8>
    }
  }
}
