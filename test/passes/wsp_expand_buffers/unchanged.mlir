// What would grow too large, stands under a condition or outside of loops stays where it is.
// RUN: ptowsp-opt %s > %t
// RUN: ptowsp-opt --wsp-expand-buffers=max-bytes=511 %s | diff %t -
// RUN: ptowsp-opt --wsp-expand-buffers=max-bytes=512 %s | FileCheck %s
// CHECK: memref.alloc() {wsp.name = "large"} : memref<8x16xf32>
// CHECK: memref.alloc() {wsp.name = "under"} : memref<8xf32>
wsp.kernel @k(%a: out memref<8xf32, strided<[1], offset: ?>>) {
}
wsp.workload @w(%p: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %outside = memref.alloc() : memref<8xf32>
  %o = wsp.at %outside[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
  scf.for %i = %c0 to %c8 step %c1 {
    %t = memref.alloc() {wsp.name = "large"} : memref<8xf32>
    %v = wsp.at %t[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
    wsp.task @k(%v) : memref<8xf32, strided<[1], offset: ?>>
    scf.if %p {
      %u = memref.alloc() {wsp.name = "under"} : memref<8xf32>
      %x = wsp.at %u[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
      wsp.task @k(%x) : memref<8xf32, strided<[1], offset: ?>>
    }
    wsp.task @k(%o) : memref<8xf32, strided<[1], offset: ?>>
  }
}
