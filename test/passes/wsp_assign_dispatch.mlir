// RUN: ptowsp-opt --wsp-assign-dispatch %s | FileCheck %s
// RUN: ptowsp-opt --wsp-assign-dispatch --wsp-assign-dispatch %s | FileCheck %s
// RUN: ptowsp-opt --pass-pipeline='wsp-assign-dispatch{policy=round-robin n=2}' %s | FileCheck %s --check-prefix=OPTION

wsp.kernel @k(%x: index) {
}

// Round robin counts the tasks of the workload. The pass run twice says it once.
// CHECK-LABEL: wsp.workload @turns
// CHECK:         scf.for
// CHECK-NEXT:      %[[T:.*]] = wsp.ticket
// CHECK-NEXT:      %[[N:.*]] = arith.constant 4 : index
// CHECK-NEXT:      %[[S:.*]] = arith.remui %[[T]], %[[N]]
// CHECK-NEXT:      wsp.task @k(%{{.*}}) scheduler(%[[S]])
wsp.workload @turns() dispatch {n = 4 : i64, policy = "round_robin"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %c1 step %c1 {
    wsp.task @k(%i) : index
  }
}

// A workload without a directive keeps its tasks free, unless the option says otherwise.
// CHECK-LABEL: wsp.workload @free
// CHECK-NOT:     scheduler
// OPTION-LABEL: wsp.workload @free
// OPTION-SAME:    dispatch {n = 2 : i64, policy = "round_robin"}
// OPTION:         wsp.task @k(%{{.*}}) scheduler(
wsp.workload @free() {
  %c1 = arith.constant 1 : index
  wsp.task @k(%c1) : index
}
