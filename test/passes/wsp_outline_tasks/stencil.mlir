// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --canonicalize %s | FileCheck %s

// A view starts at the smallest subscript that its task uses, and is as large as what it uses.
// CHECK-LABEL: wsp.kernel @blur_0(%A: in memref<10xf32, {{.*}}>, %B: out memref<8xf32, {{.*}}>)
// CHECK: scf.for %[[I:.*]] = %c0 to %c8 step %c1
// CHECK: memref.load %A[%[[I]]]
// CHECK: %[[I2:.*]] = arith.addi %[[I]], %c2
// CHECK: memref.load %A[%[[I2]]]
// CHECK: memref.store %{{.*}}, %B[%[[I]]]
// CHECK-LABEL: wsp.workload @blur
// CHECK: %[[FROM:.*]] = arith.addi %[[T:.*]], %c-1
// CHECK: wsp.at %A[%[[FROM]]]
// CHECK: wsp.at %B[%[[T]]]
wsp.workload @blur(%A: in memref<34xf32>, %B: inout memref<34xf32>) {
  %c1 = arith.constant 1 : index
  %c33 = arith.constant 33 : index
  scf.for %i = %c1 to %c33 step %c1 {
    %0 = arith.subi %i, %c1 : index
    %1 = arith.addi %i, %c1 : index
    %2 = memref.load %A[%0] : memref<34xf32>
    %3 = memref.load %A[%1] : memref<34xf32>
    %4 = arith.addf %2, %3 : f32
    memref.store %4, %B[%i] : memref<34xf32>
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
