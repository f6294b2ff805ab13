// RUN: ptowsp-opt --wsp-outline-tasks --verify-diagnostics %s | FileCheck %s

// An array of the workload that each task writes before it reads it, and nobody else sees, lives
// in the kernel, as large as one task's part; one that is read before stays.
// CHECK-LABEL: wsp.kernel @w_0
// CHECK: memref.alloc() {wsp.name = "T"} : memref<1xf32>
// CHECK-LABEL: wsp.workload @w
// CHECK-NOT: wsp.name = "T"
// CHECK: memref.alloc() {wsp.name = "U"}
wsp.workload @w(%A: in memref<32xf32>, %B: out memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c31 = arith.constant 31 : index
  // expected-remark@+1 {{'T' lives in the task that uses it}}
  %T = memref.alloc() {wsp.name = "T"} : memref<32xf32>
  %U = memref.alloc() {wsp.name = "U"} : memref<32xf32>
  scf.for %i = %c0 to %c31 step %c1 {
    %0 = memref.load %A[%i] : memref<32xf32>
    memref.store %0, %T[%i] : memref<32xf32>
    memref.store %0, %U[%i] : memref<32xf32>
    %1 = memref.load %T[%i] : memref<32xf32>
    %n = arith.addi %i, %c1 : index
    %2 = memref.load %U[%n] : memref<32xf32>
    %3 = arith.addf %1, %2 : f32
    memref.store %3, %B[%i] : memref<32xf32>
  } {wsp.iv = "i", wsp.tile_loop}
}
