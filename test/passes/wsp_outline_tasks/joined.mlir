// RUN: ptowsp-opt --wsp-outline-tasks %s | FileCheck %s

// A nest that uses what the statement before it loaded is one task with it.
// CHECK-LABEL: wsp.kernel @w_0
// CHECK: %[[X:.*]] = memref.load %A
// CHECK: %[[Y:.*]] = arith.addf %[[X]], %[[X]]
// CHECK: scf.for
// CHECK: memref.store %[[Y]], %B
// CHECK-LABEL: wsp.workload @w
// CHECK-COUNT-1: wsp.task
// CHECK-NOT: wsp.task
wsp.workload @w(%A: in memref<32xf32>, %B: out memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %0 = memref.load %A[%c0] : memref<32xf32>
  %1 = arith.addf %0, %0 : f32
  scf.for %i = %c0 to %c32 step %c1 {
    memref.store %1, %B[%i] : memref<32xf32>
  } {wsp.iv = "i"}
}
