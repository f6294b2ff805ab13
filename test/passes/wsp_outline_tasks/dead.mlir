// RUN: ptowsp-opt --wsp-outline-tasks %s | FileCheck %s

// Statements that only read are no task: they go.
// CHECK-NOT: wsp.kernel
// CHECK-LABEL: wsp.workload @w
// CHECK-NOT: memref.load
// CHECK-NOT: wsp.task
wsp.workload @w(%A: in memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %A[%c0] : memref<8xf32>
  %1 = arith.addf %0, %0 : f32
}
