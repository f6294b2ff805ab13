// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// The whole of a buffer is the buffer; merging what was parted takes it back; ranks are known.
// CHECK-LABEL: func.func @whole
// CHECK-NEXT:    %[[C2:.*]] = arith.constant 2 : index
// CHECK-NEXT:    return %arg0, %arg1, %[[C2]]
func.func @whole(%m: memref<4x4xf32>, %v: memref<16xf32>) -> (memref<4x4xf32>, memref<16xf32>, index) {
  %s = memref.subview %m[0, 0] [4, 4] [1, 1] : memref<4x4xf32> to memref<4x4xf32>
  %1 = memref.expand_shape %v [[0, 1]] output_shape [4, 4] : memref<16xf32> into memref<4x4xf32>
  %2 = memref.collapse_shape %1 [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  %r = memref.rank %m : memref<4x4xf32>
  return %s, %2, %r : memref<4x4xf32>, memref<16xf32>, index
}

// An extent of a view is the size that it was made with.
// CHECK-LABEL: func.func @extent
// CHECK-NEXT:    return %arg1
func.func @extent(%m: memref<8x8xf32>, %n: index) -> index {
  %c1 = arith.constant 1 : index
  %s = memref.subview %m[%n, 0] [2, %n] [1, 1] : memref<8x8xf32> to memref<2x?xf32, strided<[8, 1], offset: ?>>
  %d = memref.dim %s, %c1 : memref<2x?xf32, strided<[8, 1], offset: ?>>
  return %d : index
}

// A part stays; one that leaves a dimension out has its other sizes in order.
// CHECK-LABEL: func.func @part
// CHECK:         %[[S:.*]] = memref.subview
// CHECK-NEXT:    return %[[S]], %arg1
func.func @part(%m: memref<8x8xf32>, %n: index) -> (memref<8x4xf32, strided<[8, 1]>>, index) {
  %c0 = arith.constant 0 : index
  %s = memref.subview %m[0, 0] [8, 4] [1, 1] : memref<8x8xf32> to memref<8x4xf32, strided<[8, 1]>>
  %t = memref.subview %m[%n, 0] [1, %n] [1, 1] : memref<8x8xf32> to memref<?xf32, strided<[1], offset: ?>>
  %d = memref.dim %t, %c0 : memref<?xf32, strided<[1], offset: ?>>
  return %s, %d : memref<8x4xf32, strided<[8, 1]>>, index
}
