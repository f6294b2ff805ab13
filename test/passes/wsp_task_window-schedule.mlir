// RUN: ptowsp-run %s --no-data --report=- --pass-pipeline='wsp-task-window{n=1}' | FileCheck %s --check-prefix=ONE
// RUN: ptowsp-run %s --no-data --report=- --pass-pipeline=wsp-task-window | FileCheck %s --check-prefix=MANY

// With one record independent tasks run one after the other, each with all its steps.
// ONE: "total_cycles": 64864,
// ONE: "task_ring": {"size": 1, "high_water": 1, "stalls": 7,
// With the default window they overlap.
// MANY: "total_cycles": 8515,
// MANY: "task_ring": {"size": 16384, "high_water": 8, "stalls": 0,
wsp.kernel @k(%x: index) attributes {cycles = 5000 : i64} {
}
wsp.workload @w() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %c8 step %c1 {
    wsp.task @k(%i) : index
  }
}
