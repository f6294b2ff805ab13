// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks %s | FileCheck %s

// An array that one iteration allocates moves into the kernel; one between tasks stays in the workload.
// CHECK-LABEL: wsp.kernel @w_0(%A: in {{.*}}, %t: out
// CHECK: memref.alloc() {wsp.name = "s"} : memref<1xf32>
// CHECK-LABEL: wsp.workload @w
// CHECK: memref.alloc() {wsp.name = "t"} : memref<32xf32>
// CHECK-NOT: memref.alloc
wsp.workload @w(%A: in memref<32xf32>, %B: out memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %t = memref.alloc() {wsp.name = "t"} : memref<32xf32>
  scf.for %i = %c0 to %c32 step %c1 {
    %s = memref.alloc() {wsp.name = "s"} : memref<1xf32>
    %0 = memref.load %A[%i] : memref<32xf32>
    memref.store %0, %s[%c0] : memref<1xf32>
    %1 = memref.load %s[%c0] : memref<1xf32>
    memref.store %1, %t[%i] : memref<32xf32>
  } {wsp.iv = "i", wsp.tile = 8 : i64}
  scf.for %i = %c0 to %c32 step %c1 {
    %0 = memref.load %t[%i] : memref<32xf32>
    memref.store %0, %B[%i] : memref<32xf32>
  } {wsp.iv = "i", wsp.tile = 16 : i64}
}
