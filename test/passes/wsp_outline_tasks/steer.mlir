// RUN: ptowsp-opt --wsp-outline-tasks %s | FileCheck %s

// What a bound of a task loop reads is read by the orchestration; what tasks compute with is not.
// CHECK-LABEL: wsp.workload @w
// CHECK:         %[[N:.*]] = wsp.slot %n[%{{.*}}] : memref<1xi64>
// CHECK-NEXT:    %[[TO:.*]] = arith.index_cast %[[N]] : i64 to index
// CHECK:         scf.for %{{.*}} = %{{.*}} to %[[TO]] step
// CHECK:           wsp.task @w_0
// CHECK-NOT:     memref.load
wsp.workload @w(%n: in memref<1xi64>, %A: inout memref<32x32xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %0 = memref.load %n[%c0] : memref<1xi64>
  %1 = arith.index_cast %0 : i64 to index
  scf.for %i = %c0 to %1 step %c1 {
    scf.for %j = %c0 to %c32 step %c1 {
      memref.store %0, %A[%i, %j] : memref<32x32xi64>
    } {wsp.iv = "j", wsp.tile_loop}
  } {wsp.iv = "i"}
}
