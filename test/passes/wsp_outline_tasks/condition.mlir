// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --canonicalize %s | FileCheck %s

// Conditions inside a region stay in the kernel, on the values that the loops had.
// CHECK-LABEL: wsp.kernel @w_0(%A: inout memref<8xf32, {{.*}}>, %i: value i64)
// CHECK: %[[FROM:.*]] = arith.index_cast %i
// CHECK: scf.for %[[P:.*]] = %c0 to %c8
// CHECK: %[[I:.*]] = arith.addi
// CHECK: %[[C:.*]] = arith.cmpi slt, %[[I]], %c5
// CHECK: %[[V:.*]] = scf.if %[[C]] -> (f32)
// CHECK: memref.store %[[V]], %A[%[[P]]]
wsp.workload @w(%A: inout memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c32 step %c1 {
    %0 = arith.cmpi slt, %i, %c5 : index
    %1 = scf.if %0 -> (f32) {
      %2 = memref.load %A[%i] : memref<32xf32>
      scf.yield %2 : f32
    } else {
      scf.yield %z : f32
    }
    memref.store %1, %A[%i] : memref<32xf32>
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
