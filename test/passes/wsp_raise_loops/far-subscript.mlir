// A subscript far outside of its array is no overflow where places are compared.
// RUN: ptowsp-opt --wsp-raise-loops %s | FileCheck %s

// CHECK: wsp.kernel @fill
wsp.kernel @fill(%x: out memref<8xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %far = arith.constant 9223372036854775807 : index
  %zero = arith.constant 0.0 : f32
  %local = memref.alloc() {wsp.name = "local"} : memref<8xf32>
  scf.for %i = %c0 to %c8 step %c1 {
    memref.store %zero, %local[%i] : memref<8xf32>
  }
  memref.store %zero, %local[%far] : memref<8xf32>
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %local[%i] : memref<8xf32>
    memref.store %0, %x[%i] : memref<8xf32, strided<[1], offset: ?>>
  }
}
