// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --canonicalize %s | FileCheck %s

// The statements below tile loops become a kernel that works from its tile's origin, and a task.
// CHECK-LABEL: wsp.kernel @add_0(%A: in memref<8x16xf32, strided<[64, 1], offset: ?>>, %C: out memref<8x16xf32, strided<[64, 1], offset: ?>>)
// CHECK: scf.for %[[I:.*]] = %c0 to %c8 step %c1
// CHECK: scf.for %[[J:.*]] = %c0 to %c16 step %c1
// CHECK: %[[V:.*]] = memref.load %A[%[[I]], %[[J]]]
// CHECK: memref.store %{{.*}}, %C[%[[I]], %[[J]]]
// CHECK-LABEL: wsp.workload @add
// CHECK: scf.for %[[IT:.*]] = %c0 to %c32 step %c8
// CHECK: scf.for %[[JT:.*]] = %c0 to %c64 step %c16
// CHECK: %[[A:.*]] = wsp.at %A[%[[IT]], %[[JT]]] : memref<32x64xf32> to memref<8x16xf32, strided<[64, 1], offset: ?>>
// CHECK: %[[C:.*]] = wsp.at %C[%[[IT]], %[[JT]]]
// CHECK: wsp.task @add_0(%[[A]], %[[C]])
wsp.workload @add(%A: in memref<32x64xf32>, %C: out memref<32x64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c32 step %c1 {
    scf.for %j = %c0 to %c64 step %c1 {
      %0 = memref.load %A[%i, %j] : memref<32x64xf32>
      %1 = arith.addf %0, %0 : f32
      memref.store %1, %C[%i, %j] : memref<32x64xf32>
    } {wsp.iv = "j", wsp.tile = 16 : i64}
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
