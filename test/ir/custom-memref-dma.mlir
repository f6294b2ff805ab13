// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Copies that a tag names, and what is known of buffers and of control.
module {
  func.func @f(%arg0: memref<4xi32>, %arg1: memref<4x4xi32, 1>, %arg2: index) {
    memref.dma_start %arg0[%arg2], %arg1[%arg2, %arg2], %arg2, %arg0[%arg2], %arg2, %arg2 : memref<4xi32>, memref<4x4xi32, 1>, memref<4xi32>
    memref.dma_start %arg0[%arg2], %arg1[%arg2, %arg2], %arg2, %arg0[%arg2] : memref<4xi32>, memref<4x4xi32, 1>, memref<4xi32>
    memref.dma_wait %arg0[%arg2], %arg2 {tag} : memref<4xi32>
    %0:2 = memref.distinct_objects %arg0, %arg1 : memref<4xi32>, memref<4x4xi32, 1>
    ub.unreachable
  }
}
