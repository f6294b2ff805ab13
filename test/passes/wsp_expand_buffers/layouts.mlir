// RUN: ptowsp-opt --wsp-expand-buffers %s | FileCheck %s

// A buffer whose elements are not where its subscripts have them stays inside.
// CHECK: scf.for
// CHECK-NEXT: memref.alloc() : memref<8xf32, strided<[4]>>
wsp.kernel @k(%a: out memref<29xf32, strided<[1], offset: ?>>) {
}
wsp.workload @w() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %c8 step %c1 {
    %t = memref.alloc() : memref<8xf32, strided<[4]>>
    %v = wsp.at %t[%c0] : memref<8xf32, strided<[4]>> to memref<29xf32, strided<[1], offset: ?>>
    wsp.task @k(%v) : memref<29xf32, strided<[1], offset: ?>>
  }
}
