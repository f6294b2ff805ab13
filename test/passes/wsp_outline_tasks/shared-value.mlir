// RUN: ptowsp-opt --wsp-outline-tasks %s | FileCheck %s

// A value that another task computes comes through memory; what nothing writes is read again.
// CHECK-LABEL: wsp.workload @v(
// CHECK-SAME: %A:{{.*}}, %B:
// CHECK: %value = memref.alloc() {wsp.name = "value"} : memref<1xf32>
// CHECK: wsp.at %A
// CHECK: wsp.at %value
// CHECK: wsp.task @v_0(%0, %1)
// CHECK: scf.for
// CHECK: wsp.at %B
// CHECK: wsp.at %value
// CHECK: wsp.task @v_1(%2, %3, %4)
wsp.workload @v(%A: inout memref<8xf32>, %B: in memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %0 = memref.load %A[%c0] : memref<8xf32>
  %1 = memref.load %B[%c0] : memref<8xf32>
  %2 = arith.addf %0, %1 : f32
  scf.for %i = %c1 to %c8 step %c1 {
    memref.store %2, %A[%i] : memref<8xf32>
  } {wsp.iv = "i", wsp.tile_loop}
}
