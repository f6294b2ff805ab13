// RUN: ptowsp-opt --wsp-outline-tasks %s | FileCheck %s

// A variable that several tasks use, in the loop that it outlives, is an array of one element,
// whichever op makes it.
// CHECK-LABEL: wsp.workload @w
// CHECK: memref.alloc() {wsp.name = "s"} : memref<1xf32>
// CHECK: memref.alloc() {wsp.name = "t"} : memref<1xf32>
// CHECK: wsp.task @w_0
// CHECK: scf.for
// CHECK: wsp.task @w_1
// CHECK: wsp.task @w_2
wsp.workload @w(%A: inout memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %z = arith.constant 0.0 : f32
  %s = memref.alloca() {wsp.name = "s"} : memref<f32>
  %t = memref.alloc() {wsp.name = "t"} : memref<f32>
  memref.store %z, %t[] : memref<f32>
  memref.store %z, %s[] : memref<f32>
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %s[] : memref<f32>
    memref.store %0, %t[] : memref<f32>
    memref.store %0, %A[%i] : memref<8xf32>
  } {wsp.iv = "i", wsp.tile_loop}
  %1 = memref.load %t[] : memref<f32>
  memref.store %1, %A[%c1] : memref<8xf32>
}
