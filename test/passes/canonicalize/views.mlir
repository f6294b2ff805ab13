// Buffers and views whose numbers are known: the types say so, and casts go where they are not needed.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @alloc
// CHECK-NEXT: %[[A:.*]] = memref.alloc(%arg0) : memref<4x?xf32>
// CHECK-NEXT: %[[C:.*]] = memref.cast %[[A]] : memref<4x?xf32> to memref<?x?xf32>
// CHECK-NEXT: return %[[C]], %arg0
func.func @alloc(%n: index) -> (memref<?x?xf32>, index) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %0 = memref.alloc(%c4, %n) : memref<?x?xf32>
  %d = memref.dim %0, %c1 : memref<?x?xf32>
  return %0, %d : memref<?x?xf32>, index
}

// A negative size is an error of the program's run.
// CHECK-LABEL: @negative
// CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
func.func @negative() -> memref<?xf32> {
  %c = arith.constant -1 : index
  %0 = memref.alloc(%c) : memref<?xf32>
  return %0 : memref<?xf32>
}

// The cast is read through, the numbers become the type's; what is loaded is read from the part itself.
// CHECK-LABEL: @part
// CHECK-NEXT: %[[S:.*]] = memref.subview %arg0[2, %arg1] [4, 1] [1, 1] : memref<8x16xf32> to memref<4xf32, strided<[16], offset: ?>>
// CHECK-NEXT: memref.load %[[S]][%arg1]
func.func @part(%m: memref<8x16xf32>, %i: index) -> f32 {
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %0 = memref.cast %m : memref<8x16xf32> to memref<?x?xf32>
  %1 = memref.subview %0[%c2, %i] [%c4, 1] [1, 1] : memref<?x?xf32> to memref<?xf32, strided<[?], offset: ?>>
  %2 = memref.load %1[%i] : memref<?xf32, strided<[?], offset: ?>>
  return %2 : f32
}

// What would be outside of its source stays for the run.
// CHECK-LABEL: @outside
// CHECK: memref.subview %arg0[%{{.*}}] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1], offset: ?>>
func.func @outside(%m: memref<8xf32>) -> memref<4xf32, strided<[1], offset: ?>> {
  %c6 = arith.constant 6 : index
  %0 = memref.subview %m[%c6] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1], offset: ?>>
  return %0 : memref<4xf32, strided<[1], offset: ?>>
}

// CHECK-LABEL: @whole
// CHECK-NEXT: %[[C:.*]] = memref.cast %arg0 : memref<4x4xf32> to memref<4x4xf32, strided<[4, 1]>>
// CHECK-NEXT: return %[[C]], %arg1, %arg0
func.func @whole(%m: memref<4x4xf32>, %v: memref<?xf32>)
    -> (memref<4x4xf32, strided<[4, 1]>>, memref<?xf32>, memref<4x4xf32>) {
  %c0 = arith.constant 0 : index
  %0 = memref.subview %m[0, 0] [4, 4] [1, 1] : memref<4x4xf32> to memref<4x4xf32, strided<[4, 1]>>
  %n = memref.dim %v, %c0 : memref<?xf32>
  %1 = memref.subview %v[0] [%n] [1] : memref<?xf32> to memref<?xf32>
  %2 = memref.reinterpret_cast %m to offset: [0], sizes: [4, 4], strides: [4, 1] : memref<4x4xf32> to memref<4x4xf32>
  return %0, %1, %2 : memref<4x4xf32, strided<[4, 1]>>, memref<?xf32>, memref<4x4xf32>
}

// CHECK-LABEL: @bytes
// CHECK: memref.view %arg0[%arg1][] : memref<64xi8> to memref<2x4xf32>
func.func @bytes(%m: memref<64xi8>, %i: index) -> memref<?x4xf32> {
  %c2 = arith.constant 2 : index
  %0 = memref.view %m[%i][%c2] : memref<64xi8> to memref<?x4xf32>
  return %0 : memref<?x4xf32>
}

// The extent is loaded where the buffer is made: %s may change behind it.
// CHECK-LABEL: @reshape
// CHECK:      %[[N:.*]] = memref.load %arg1
// CHECK-NEXT: memref.store
// CHECK-NEXT: return %[[N]]
func.func @reshape(%m: memref<?xf32>, %s: memref<1xindex>, %i: index) -> index {
  %c0 = arith.constant 0 : index
  %0 = memref.reshape %m(%s) : (memref<?xf32>, memref<1xindex>) -> memref<?xf32>
  memref.store %i, %s[%c0] : memref<1xindex>
  %d = memref.dim %0, %c0 : memref<?xf32>
  return %d : index
}
