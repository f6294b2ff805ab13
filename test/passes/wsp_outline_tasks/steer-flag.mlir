// RUN: ptowsp-opt --wsp-outline-tasks %s | FileCheck %s

// A variable that steers is carried by loops and conditions, not kept in memory.
// CHECK-LABEL: wsp.workload @w
// CHECK-NOT:     memref.alloc
// CHECK:         scf.for %{{.*}} iter_args(%[[LEFT:.*]] = %{{.*}}) -> (i1) {
// CHECK:           %[[NOT:.*]] = arith.xori %[[LEFT]]
// CHECK:           %[[IF:.*]] = scf.if %[[NOT]] -> (i1) {
// CHECK:             wsp.task @k
// CHECK:             %[[S:.*]] = wsp.slot %s
// CHECK:             scf.yield %{{.*}} : i1
// CHECK:           } else {
// CHECK:             scf.yield %[[LEFT]] : i1
// CHECK:           scf.yield %[[IF]] : i1
wsp.kernel @k(%a: memref<1xi1>) {
}
wsp.workload @w(%s: memref<8xi1>, %A: memref<1xi1>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %false = arith.constant false
  %true = arith.constant true
  %left = memref.alloc() {wsp.name = "left"} : memref<i1>
  memref.store %false, %left[] : memref<i1>
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %left[] : memref<i1>
    %1 = arith.xori %0, %true : i1
    scf.if %1 {
      wsp.task @k(%A) : memref<1xi1>
      %2 = memref.load %s[%i] : memref<8xi1>
      memref.store %2, %left[] : memref<i1>
    }
  }
}
