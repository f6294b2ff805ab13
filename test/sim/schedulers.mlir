// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=given | FileCheck %s --check-prefix=GIVEN
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=free | FileCheck %s --check-prefix=FREE
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=stages | FileCheck %s --check-prefix=STAGES
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --no-data --workload=outside 2>&1 | FileCheck %s --check-prefix=OUTSIDE
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --no-data --workload=many 2>&1 | FileCheck %s --check-prefix=MANY

wsp.kernel @k(%x: index) attributes {cycles = 10 : i64} {
}

// A task goes to the scheduler it names.
// GIVEN: "schedulers": [
// GIVEN-NEXT: {"tasks": 0,
// GIVEN-NEXT: {"tasks": 1,
wsp.workload @given() dispatch {n = 2 : i64, policy = "round_robin"} {
  %c1 = arith.constant 1 : index
  wsp.task @k(%c1) scheduler(%c1) : index
}

// Without a policy the schedulers of the machine take turns.
// FREE: "schedulers": [
// FREE-NEXT: {"tasks": 1,
// FREE-NEXT: {"tasks": 1,
// FREE-NEXT: {"tasks": 0,
wsp.workload @free() {
  %c1 = arith.constant 1 : index
  wsp.task @k(%c1) : index
  wsp.task @k(%c1) : index
}

// They do with the tasks of each kernel: those that alternate with two others meet all schedulers.
// STAGES: {"name": "aic0", "scheduler": 0, "tasks": 1,
// STAGES-NEXT: {"name": "aic1", "scheduler": 1, "tasks": 1,
// STAGES-NEXT: {"name": "aic2", "scheduler": 2, "tasks": 1,
wsp.kernel @product(%x: index) attributes {core = "aic", cycles = 10 : i64} {
}
wsp.kernel @after(%x: index) attributes {cycles = 10 : i64} {
}
wsp.workload @stages() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  scf.for %i = %c0 to %c3 step %c1 {
    wsp.task @k(%c1) : index
    wsp.task @product(%c1) : index
    wsp.task @after(%c1) : index
  }
}

// There is no scheduler 2 among two.
// OUTSIDE: schedulers.mlir:[[#@LINE+3]]:{{[0-9]+}}: error: task 0 is given to scheduler 2; there are 2, numbered from 0
wsp.workload @outside() dispatch {n = 2 : i64, policy = "round_robin"} {
  %c2 = arith.constant 2 : index
  wsp.task @k(%c2) scheduler(%c2) : index
}

// MANY: schedulers.mlir:[[#@LINE+1]]:{{[0-9]+}}: error: workload 'many' is dispatched by 7 schedulers; the machine has 1 to 6
wsp.workload @many() dispatch {n = 7 : i64, policy = "round_robin"} {
}
