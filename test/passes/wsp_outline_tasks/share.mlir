// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks %s | FileCheck %s

// Regions that do the same share one kernel, whatever their arrays and loops are called.
// CHECK: wsp.kernel @two_0
// CHECK-NOT: wsp.kernel
// CHECK: wsp.workload @two
// CHECK: wsp.task @two_0
// CHECK: wsp.task @two_0
wsp.workload @two(%A: out memref<32xf32>, %B: out memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c32 step %c1 {
    memref.store %z, %A[%i] : memref<32xf32>
  } {wsp.iv = "i", wsp.tile = 8 : i64}
  scf.for %r = %c0 to %c64 step %c1 {
    memref.store %z, %B[%r] : memref<64xf32>
  } {wsp.iv = "r", wsp.tile = 8 : i64}
}
