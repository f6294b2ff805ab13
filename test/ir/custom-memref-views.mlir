// RUN: split-file %s %t
// RUN: ptowsp-opt %t/cast.mlir | diff %t/cast.mlir -
// RUN: ptowsp-opt --print-generic %t/cast.mlir | ptowsp-opt | diff %t/cast.mlir -
// RUN: ptowsp-opt %t/shapes.mlir | diff %t/shapes.mlir -
// RUN: ptowsp-opt --print-generic %t/shapes.mlir | ptowsp-opt | diff %t/shapes.mlir -
// RUN: ptowsp-opt %t/views.mlir | diff %t/views.mlir -
// RUN: ptowsp-opt --print-generic %t/views.mlir | ptowsp-opt | diff %t/views.mlir -
// RUN: ptowsp-opt %t/globals.mlir | diff %t/globals.mlir -
// RUN: ptowsp-opt --print-generic %t/globals.mlir | ptowsp-opt | diff %t/globals.mlir -

// cast: Offset, sizes and strides behind their names.
// shapes: Dimensions that are merged and parted.
// views: Bytes as numbers, dimensions in another order, atomics, a scope.
// globals: Buffers of the module, with and without a value.

//--- cast.mlir
module {
  func.func @rc(%arg0: memref<?xf32>, %arg1: memref<*xf32>) -> memref<10x?xf32, strided<[?, 1], offset: ?>> {
    %c0 = arith.constant 0 : index
    %c10 = arith.constant 10 : index
    %reinterpret_cast = memref.reinterpret_cast %arg0 to offset: [%c0], sizes: [10, %c10], strides: [%c10, 1] : memref<?xf32> to memref<10x?xf32, strided<[?, 1], offset: ?>>
    %reinterpret_cast_0 = memref.reinterpret_cast %arg1 to offset: [0], sizes: [], strides: [] : memref<*xf32> to memref<f32>
    %reinterpret_cast_1 = memref.reinterpret_cast %arg1 to offset: [2], sizes: [4], strides: [3] {z} : memref<*xf32> to memref<4xf32, strided<[3], offset: 2>>
    return %reinterpret_cast : memref<10x?xf32, strided<[?, 1], offset: ?>>
  }
}
//--- shapes.mlir
module {
  func.func @shape(%arg0: memref<3x4x5xf32>, %arg1: memref<?x4xf32>, %arg2: index, %arg3: memref<f32>, %arg4: memref<*xf32>, %arg5: memref<2xindex>) {
    %collapse_shape = memref.collapse_shape %arg0 [[0, 1], [2]] : memref<3x4x5xf32> into memref<12x5xf32>
    %expand_shape = memref.expand_shape %collapse_shape [[0, 1], [2]] output_shape [3, 4, 5] : memref<12x5xf32> into memref<3x4x5xf32>
    %expand_shape_0 = memref.expand_shape %arg1 [[0, 1], [2]] output_shape [%arg2, 2, 4] : memref<?x4xf32> into memref<?x2x4xf32>
    %expand_shape_1 = memref.expand_shape %arg3 [] output_shape [1, 1] : memref<f32> into memref<1x1xf32>
    %collapse_shape_2 = memref.collapse_shape %expand_shape_1 [] : memref<1x1xf32> into memref<f32>
    %reshape = memref.reshape %arg4(%arg5) : (memref<*xf32>, memref<2xindex>) -> memref<?x?xf32>
    return
  }
}
//--- views.mlir
module {
  func.func @view(%arg0: index, %arg1: index, %arg2: index, %arg3: memref<4x4xi32>, %arg4: memref<4x4xf16>) {
    %alloc = memref.alloc() : memref<2048xi8>
    %view = memref.view %alloc[%arg0][%arg1, %arg2] : memref<2048xi8> to memref<?x?xf32>
    %view_0 = memref.view %alloc[%arg0][] : memref<2048xi8> to memref<64x4xf32>
    %transpose = memref.transpose %arg3 (d0, d1) -> (d1, d0) : memref<4x4xi32> to memref<4x4xi32, strided<[1, 4]>>
    memref.prefetch %arg3[%arg1, %arg2], write, locality<1>, data : memref<4x4xi32>
    memref.prefetch %arg3[%arg1, %arg2], read, locality<3>, instr : memref<4x4xi32>
    %assume_align = memref.assume_alignment %arg4, 16 : memref<4x4xf16>
    %0 = memref.rank %arg4 : memref<4x4xf16>
    %intptr = memref.extract_aligned_pointer_as_index %arg4 : memref<4x4xf16> -> index
    %base_buffer, %offset, %sizes:2, %strides:2 = memref.extract_strided_metadata %arg4 : memref<4x4xf16> -> memref<f16>, index, index, index, index, index
    memref.alloca_scope  {
    }
    %memspacecast = memref.memory_space_cast %arg4 : memref<4x4xf16> to memref<4x4xf16, 1>
    %c1_i32 = arith.constant 1 : i32
    %1 = memref.atomic_rmw addi %c1_i32, %arg3[%arg1, %arg2] : (i32, memref<4x4xi32>) -> i32
    %2 = memref.realloc %alloc : memref<2048xi8> to memref<4096xi8>
    %3 = memref.generic_atomic_rmw %arg3[%arg1, %arg2] : memref<4x4xi32> {
    ^bb0(%arg5: i32):
      memref.atomic_yield %arg5 : i32
    }
    return
  }
}
//--- globals.mlir
module {
  memref.global @m0 : memref<2xf32>
  memref.global constant @m1 : memref<2xf32> = dense<[0.000000e+00, 1.000000e+00]>
  memref.global @m2 : memref<2xf32> = uninitialized
  memref.global "private" @m3 : memref<2xf32> = uninitialized
  memref.global "private" constant @m4 : memref<2xf32> = dense<2.000000e+00> {alignment = 64 : i64}
  memref.global "public" @m5 : memref<f32> = dense<1.500000e+00>
  func.func @g() -> memref<2xf32> {
    %0 = memref.get_global @m0 : memref<2xf32>
    return %0 : memref<2xf32>
  }
}
