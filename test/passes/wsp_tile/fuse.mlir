// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --verify-diagnostics %s | FileCheck %s

// A nest that uses what the one before it writes is done in the same task, where the array in
// between lives.
// CHECK: wsp.kernel @w_0(%A: in memref<{{[0-9]+}}xf32, {{.*}}>, %B: out memref<
// CHECK: %T = memref.alloc
// CHECK-LABEL: wsp.workload @w(
// CHECK-NOT: memref.alloc
// CHECK: wsp.task @w_0
// CHECK-NOT: wsp.task
wsp.workload @w(%A: in memref<65536xf32>, %B: out memref<65536xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 65536 : index
  // expected-remark@+1 {{'T' lives in the task that uses it}}
  %T = memref.alloc() {wsp.name = "T"} : memref<65536xf32>
  scf.for %i = %c0 to %n step %c1 {
    %0 = memref.load %A[%i] : memref<65536xf32>
    %1 = arith.addf %0, %0 : f32
    memref.store %1, %T[%i] : memref<65536xf32>
  } {wsp.iv = "i"}
  // expected-remark@+2 {{tiles chosen}}
  // expected-remark@+1 {{fused with the nest before it, which writes 'T':}}
  scf.for %i = %c0 to %n step %c1 {
    %0 = memref.load %T[%i] : memref<65536xf32>
    %1 = arith.addf %0, %0 : f32
    memref.store %1, %B[%i] : memref<65536xf32>
  } {wsp.iv = "j"}
}
