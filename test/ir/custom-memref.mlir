// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Buffers, their views and elements.
module {
  func.func @f(%arg0: memref<?x4xf32>, %arg1: index, %arg2: memref<f32>) {
    %alloc = memref.alloc(%arg1) : memref<?x4xf32>
    %alloca = memref.alloca() {alignment = 64 : i64} : memref<4x4xf32>
    %0 = memref.load %arg0[%arg1, %arg1] : memref<?x4xf32>
    %1 = memref.load %arg2[] {nontemporal = true} : memref<f32>
    memref.store %0, %arg0[%arg1, %arg1] : memref<?x4xf32>
    %cast = memref.cast %alloca : memref<4x4xf32> to memref<?x4xf32>
    memref.copy %alloc, %cast : memref<?x4xf32> to memref<?x4xf32>
    %dim = memref.dim %arg0, %arg1 : memref<?x4xf32>
    %subview = memref.subview %arg0[%arg1, 0] [2, %arg1] [1, 1] : memref<?x4xf32> to memref<2x?xf32, strided<[4, 1], offset: ?>>
    %subview_0 = memref.subview %arg0[1, 0] [1, 4] [1, 1] : memref<?x4xf32> to memref<4xf32, strided<[1], offset: 4>>
    memref.dealloc %alloc : memref<?x4xf32>
    return
  }
}
