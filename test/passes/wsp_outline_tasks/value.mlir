// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --canonicalize %s | FileCheck %s

// A loop variable that is used as a number, and a parameter of the workload, are passed by value.
// CHECK-LABEL: wsp.kernel @iota_0(%A: out memref<8xi64, {{.*}}>, %i: value i64, %n: value i64)
// CHECK: %[[FROM:.*]] = arith.index_cast %i : i64 to index
// CHECK: scf.for %[[P:.*]] = %c0 to %c8
// CHECK: %[[I:.*]] = arith.addi
// CHECK: %[[X:.*]] = arith.index_cast %[[I]] : index to i64
// CHECK: arith.addi %[[X]], %n : i64
// CHECK-LABEL: wsp.workload @iota
// CHECK: %[[T:.*]] = arith.index_cast %{{.*}} : index to i64
// CHECK: wsp.task @iota_0(%{{.*}}, %[[T]], %n)
wsp.workload @iota(%A: out memref<32xi64>, %n: value i64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  scf.for %i = %c0 to %c32 step %c1 {
    %0 = arith.index_cast %i : index to i64
    %1 = arith.addi %0, %n : i64
    memref.store %1, %A[%i] : memref<32xi64>
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
