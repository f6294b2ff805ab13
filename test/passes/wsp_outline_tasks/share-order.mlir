// RUN: ptowsp-opt --wsp-outline-tasks --canonicalize %s | FileCheck %s

// Arguments of equal kernels correspond as they are used, not as the workload lists them.
// CHECK: wsp.kernel @two_0
// CHECK-NOT: wsp.kernel
// CHECK: %[[A:.*]] = wsp.at %A
// CHECK: %[[B:.*]] = wsp.at %B
// CHECK: wsp.task @two_0(%[[A]], %[[B]])
// CHECK: %[[C:.*]] = wsp.at %A
// CHECK: %[[D:.*]] = wsp.at %B
// CHECK: wsp.task @two_0(%[[D]], %[[C]])
wsp.workload @two(%A: inout memref<32xf32>, %B: inout memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  scf.for %i = %c0 to %c32 step %c1 {
    %0 = memref.load %A[%i] : memref<32xf32>
    memref.store %0, %B[%i] : memref<32xf32>
  }
  scf.for %i = %c0 to %c32 step %c1 {
    %0 = memref.load %B[%i] : memref<32xf32>
    memref.store %0, %A[%i] : memref<32xf32>
  }
}
