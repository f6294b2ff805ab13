// RUN: ptowsp-opt --wsp-outline-tasks --verify-diagnostics %s | FileCheck %s

// Each nest without tiles is one task, and a remark says so.
// CHECK: wsp.kernel @w_0
// CHECK: wsp.kernel @w_1
// CHECK-LABEL: wsp.workload @w
// CHECK-NOT: scf.for
// CHECK: wsp.task @w_0
// CHECK: wsp.task @w_1
wsp.workload @w(%A: out memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c31 = arith.constant 31 : index
  %z = arith.constant 0.0 : f32
  // expected-remark@+1 {{this loop nest becomes one task}}
  scf.for %i = %c0 to %c31 step %c1 {
    memref.store %z, %A[%i] : memref<32xf32>
  } {wsp.iv = "i"}
  // A run of statements is one task too.
  memref.store %z, %A[%c31] : memref<32xf32>
}
