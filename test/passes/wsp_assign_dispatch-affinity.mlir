// RUN: ptowsp-opt --wsp-assign-dispatch %s 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK <%t.remarks

wsp.kernel @k(%x: index) {
}

// Affinity keys on the variable of a loop around the task.
// CHECK-LABEL: wsp.workload @on_loop
// CHECK:         scf.for %[[B:.*]] =
// CHECK:           %[[N:.*]] = arith.constant 3 : index
// CHECK-NEXT:      %[[S:.*]] = arith.remui %[[B]], %[[N]]
// CHECK-NEXT:      wsp.task @k(%{{.*}}) scheduler(%[[S]])
wsp.workload @on_loop() dispatch {key = "b", n = 3 : i64, policy = "affinity"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %b = %c0 to %c1 step %c1 {
    scf.for %i = %c0 to %c1 step %c1 {
      wsp.task @k(%i) : index
    } {wsp.iv = "i"}
  } {wsp.iv = "b"}
}

// Or on an integer parameter.
// CHECK-LABEL: wsp.workload @on_parameter
// CHECK:         %[[K:.*]] = arith.index_cast %{{.*}} : i32 to index
// CHECK:         %[[S:.*]] = arith.remui %[[K]], %{{.*}}
// CHECK-NEXT:    wsp.task @k(%{{.*}}) scheduler(%[[S]])
wsp.workload @on_parameter(%n: i32) dispatch {key = "n", n = 3 : i64, policy = "affinity"} {
  %c1 = arith.constant 1 : index
  wsp.task @k(%c1) : index
}

// A key that counts in steps which share a divisor with n leaves schedulers idle: a remark.
// REMARK: remark: affinity on 'i', which counts in steps of 64, uses 1 of 4 schedulers
wsp.workload @steps() dispatch {key = "i", n = 4 : i64, policy = "affinity"} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c64 {
    wsp.task @k(%i) : index
  } {wsp.iv = "i"}
}
