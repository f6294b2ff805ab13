// RUN: ptowsp-opt --wsp-outline-tasks %s | FileCheck %s

// Kernels count indices, whatever the loop counts.
// CHECK-LABEL: wsp.kernel @w_0
// CHECK: scf.for %[[I:.*]] = %c0 to %c64 step %c1 {
// CHECK-NEXT: %[[J:.*]] = arith.index_cast %[[I]] : index to i32
// CHECK-NEXT: arith.sitofp %[[J]]
wsp.workload @w(%A: out memref<64xf32>) {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %n = arith.constant 64 : i32
  scf.for %i = %c0 to %n step %c1 : i32 {
    %x = arith.index_cast %i : i32 to index
    %f = arith.sitofp %i : i32 to f32
    memref.store %f, %A[%x] : memref<64xf32>
  } {wsp.iv = "i"}
}
