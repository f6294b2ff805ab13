// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// A load of what was just stored is the value.
// CHECK-LABEL: func.func @forwarded
// CHECK:         memref.store %arg1, %arg0[%arg2] : memref<8xf32>
// CHECK-NEXT:    return %arg1
func.func @forwarded(%m: memref<8xf32>, %x: f32, %i: index) -> f32 {
  memref.store %x, %m[%i] : memref<8xf32>
  %0 = memref.load %m[%i] : memref<8xf32>
  return %0 : f32
}

// Another store may be to the same element: of another index, or of another parameter.
// CHECK-LABEL: func.func @overwritten
// CHECK-COUNT-2: memref.load
func.func @overwritten(%m: memref<8xf32>, %n: memref<8xf32>, %x: f32, %i: index, %j: index) -> (f32, f32) {
  memref.store %x, %m[%i] : memref<8xf32>
  memref.store %x, %m[%j] : memref<8xf32>
  %0 = memref.load %m[%i] : memref<8xf32>
  memref.store %x, %n[%i] : memref<8xf32>
  %1 = memref.load %m[%j] : memref<8xf32>
  return %0, %1 : f32, f32
}

// A store to a buffer of its own is not; such a buffer that nothing reads goes with its stores.
// CHECK-LABEL: func.func @local
// CHECK-NEXT:    memref.store %arg1, %arg0[%arg2] : memref<8xf32>
// CHECK-NEXT:    return %arg1
func.func @local(%m: memref<8xf32>, %x: f32, %i: index) -> f32 {
  %t = memref.alloca() : memref<8xf32>
  memref.store %x, %m[%i] : memref<8xf32>
  memref.store %x, %t[%i] : memref<8xf32>
  %0 = memref.load %m[%i] : memref<8xf32>
  return %0 : f32
}

// Nothing is carried over a loop or a call.
// CHECK-LABEL: func.func @around
// CHECK:         memref.load
func.func @around(%m: memref<8xf32>, %x: f32, %i: index, %n: index) -> f32 {
  memref.store %x, %m[%i] : memref<8xf32>
  scf.for %k = %i to %n step %i {
    %y = arith.negf %x : f32
    memref.store %y, %m[%k] : memref<8xf32>
  }
  %0 = memref.load %m[%i] : memref<8xf32>
  return %0 : f32
}

// Extents that a type or an allocation says; a buffer is not copied to itself.
// CHECK-LABEL: func.func @extents
// CHECK:         %[[C8:.*]] = arith.constant 8 : index
// CHECK-NOT:     memref.copy
// CHECK:         %[[D:.*]] = memref.dim %arg1
// CHECK:         return %[[C8]], %arg2, %[[D]]
func.func @extents(%m: memref<8xf32>, %d: memref<?xf32>, %n: index) -> (index, index, index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc(%n) : memref<4x?xf32>
  memref.copy %m, %m : memref<8xf32> to memref<8xf32>
  %0 = memref.dim %m, %c0 : memref<8xf32>
  %1 = memref.dim %a, %c1 : memref<4x?xf32>
  %2 = memref.dim %d, %c0 : memref<?xf32>
  return %0, %1, %2 : index, index, index
}

// Accesses of a cast are of the buffer that it forgets something of; one that learns something stays.
// CHECK-LABEL: func.func @casts
// CHECK-NOT:     memref.cast %arg0
// CHECK:         memref.load %arg0[%arg2] : memref<8xf32>
// CHECK:         memref.store %{{.*}}, %arg0[%arg2] : memref<8xf32>
// CHECK:         wsp.at %arg0[%arg2] : memref<8xf32> to memref<4xf32, strided<[1], offset: ?>>
// CHECK:         %[[C:.*]] = memref.cast %arg1
// CHECK:         memref.copy %arg0, %[[C]] : memref<8xf32> to memref<8xf32>
func.func @casts(%m: memref<8xf32>, %n: memref<?xf32>, %i: index) -> memref<4xf32, strided<[1], offset: ?>> {
  %0 = memref.cast %m : memref<8xf32> to memref<?xf32>
  %1 = memref.load %0[%i] : memref<?xf32>
  memref.store %1, %0[%i] : memref<?xf32>
  %2 = memref.cast %m : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
  %3 = wsp.at %2[%i] : memref<8xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
  %4 = memref.cast %n : memref<?xf32> to memref<8xf32>
  memref.copy %0, %4 : memref<?xf32> to memref<8xf32>
  return %3 : memref<4xf32, strided<[1], offset: ?>>
}
