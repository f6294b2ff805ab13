// RUN: ptowsp-opt --inline %s | FileCheck %s

// Kernels have no frame in MLIR: there a buffer of the callee's frame is an allocation like any other.
// CHECK-LABEL: wsp.kernel @kernel
// CHECK-NOT:     memref.alloca
// CHECK:         %[[T:.*]] = memref.alloc() {wsp.name = "t"} : memref<f32>
// CHECK:         memref.load %[[T]][]
func.func private @through_memory(%x: f32) -> f32 {
  %t = memref.alloca() {wsp.name = "t"} : memref<f32>
  memref.store %x, %t[] : memref<f32>
  %0 = memref.load %t[] : memref<f32>
  return %0 : f32
}
wsp.kernel @kernel(%x: inout memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %x[%c0] : memref<4xf32>
  %1 = func.call @through_memory(%0) : (f32) -> f32
  memref.store %1, %x[%c0] : memref<4xf32>
}

// In a function it stays.
// CHECK-LABEL: func.func @function
// CHECK:         memref.alloca() {wsp.name = "t"} : memref<f32>
func.func @function(%x: f32) -> f32 {
  %0 = func.call @through_memory(%x) : (f32) -> f32
  return %0 : f32
}
