// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// A box stays within the extents that are known.
func.func @box(%m: memref<4x8xf32>) {
  // expected-error@below {{slice along dimension 1 runs out-of-bounds: 9 >= 8}}
  %0 = memref.subview %m[0, 2] [4, 8] [1, 1] : memref<4x8xf32> to memref<4x8xf32, strided<[8, 1], offset: 2>>
  // expected-error@below {{offset 0 is out-of-bounds: 4 >= 4}}
  %1 = memref.subview %m[4, 0] [1, 8] [1, 1] : memref<4x8xf32> to memref<1x8xf32, strided<[8, 1], offset: 32>>
  // expected-error@below {{expected offsets to be non-negative, but got -1}}
  %2 = memref.subview %m[-1, 0] [1, 8] [1, 1] : memref<4x8xf32> to memref<1x8xf32, strided<[8, 1], offset: -8>>
  return
}

// -----

// An offset of zero along a dimension is zero, whatever the stride.
func.func @zero(%m: memref<?x?x32xf32>) {
  %0 = memref.subview %m[0, 1, 0] [1, 1, 32] [1, 1, 1] : memref<?x?x32xf32> to memref<32xf32, strided<[1], offset: 32>>
  return
}

// -----

// Dimensions are collapsed only where their elements are evenly apart.
func.func @collapse(%m: memref<3x4x5xf32, strided<[270, 50, 10]>>, %n: memref<?x4xf32>) {
  // expected-error@below {{invalid source layout map or collapsing non-contiguous dims}}
  %0 = memref.collapse_shape %m [[0, 1], [2]] : memref<3x4x5xf32, strided<[270, 50, 10]>> into memref<12x5xf32, strided<[50, 10]>>
  %1 = memref.collapse_shape %m [[0], [1, 2]] : memref<3x4x5xf32, strided<[270, 50, 10]>> into memref<3x20xf32, strided<[270, 10]>>
  // expected-error@below {{expected collapsed type to be 'memref<?xf32>' but found 'memref<?xf32, strided<[2]>>'}}
  %2 = memref.collapse_shape %n [[0, 1]] : memref<?x4xf32> into memref<?xf32, strided<[2]>>
  return
}

// -----

// An expanded buffer's strides follow from its source's.
func.func @expand(%m: memref<12xf32, strided<[3], offset: 1>>) {
  %0 = memref.expand_shape %m [[0, 1]] output_shape [3, 4] : memref<12xf32, strided<[3], offset: 1>> into memref<3x4xf32, strided<[12, 3], offset: 1>>
  // expected-error@below {{expected expanded type to be 'memref<3x4xf32, strided<[12, 3], offset: 1>>'}}
  %1 = memref.expand_shape %m [[0, 1]] output_shape [3, 4] : memref<12xf32, strided<[3], offset: 1>> into memref<3x4xf32>
  return
}

// -----

// Numbers that a layout leaves open are operands of the allocation.
func.func @symbols(%n: index) {
  %0 = memref.alloc(%n)[%n, %n] : memref<?xf32, strided<[?], offset: ?>>
  // expected-error@below {{symbol operand count does not equal memref symbol count: expected 1, got 0}}
  %1 = memref.alloc() : memref<4xf32, affine_map<(d0)[s0] -> (d0 + s0)>>
  // expected-error@below {{whose value is a power of two > 0}}
  %2 = memref.alloc() {alignment = 3 : i64} : memref<4xf32>
  return
}

// -----

// expected-error@below {{memref layout mismatch between rank and affine map: 1 != 2}}
func.func private @rank(memref<4xf32, affine_map<(d0, d1) -> (d0)>>)

// -----

// expected-error@below {{unsupported memory space Attribute}}
func.func private @space(memref<4xf32, [1]>)
