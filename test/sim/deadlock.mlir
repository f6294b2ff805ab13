// RUN: echo '{"aic_cores": 1, "aiv_cores": 1}' >%t.json
// RUN: %exits 4 ptowsp-run %s --pass-pipeline= --no-data --machine=%t.json --report=%t.report 2>&1 | FileCheck %s
// RUN: not test -e %t.report

// A scheduler without a core of the kind never issues its task. Nothing can happen any more:
// the report names the task, where orchestration stands, and what would help.
// CHECK: deadlock.mlir:[[#@LINE+11]]:{{[0-9]+}}: error: deadlock: task 1 of kernel 'fill' waits for an AIV core of scheduler 1, which owns 0
// CHECK: deadlock.mlir:[[#@LINE+10]]:{{[0-9]+}}: note: orchestration waits here; TASK_RING_FULL: 4 of 4 records in use, high-water mark 4
// CHECK: note: 2 ready tasks in the queues, high-water mark 3; a larger task window does not help: dispatch to 1 schedulers at most, or give the machine more aiv_cores
wsp.kernel @fill(%a: out memref<1xf32, strided<[1], offset: ?>>) attributes {cycles = 10 : i64} {
}
wsp.workload @w(%A: out memref<64xf32>) dispatch {n = 2 : i64, policy = "round_robin"} task_window {mode = "stall", size = 4 : i64} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c1 {
    %a = wsp.at %A[%i] : memref<64xf32> to memref<1xf32, strided<[1], offset: ?>>
    wsp.task @fill(%a) : memref<1xf32, strided<[1], offset: ?>>
  }
}
