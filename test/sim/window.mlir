// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=narrow | FileCheck %s --check-prefix=NARROW
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=wide | FileCheck %s --check-prefix=WIDE

wsp.kernel @fill(%a: out memref<1xf32, strided<[1], offset: ?>>) attributes {cycles = 1000 : i64} {
}

// A window of two records is never exceeded; submissions beyond wait.
// NARROW: "task_ring": {"size": 2, "high_water": 2, "stalls": 31, "stall_cycles": {{[1-9][0-9]*}}, "reason": "TASK_RING_FULL"}
wsp.workload @narrow(%A: out memref<64xf32>) task_window {mode = "stall", size = 2 : i64} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c1 {
    %a = wsp.at %A[%i] : memref<64xf32> to memref<1xf32, strided<[1], offset: ?>>
    wsp.task @fill(%a) : memref<1xf32, strided<[1], offset: ?>>
  }
}

// A window that holds all tasks never stalls.
// WIDE: "task_ring": {"size": 64, "high_water": {{[0-9]+}}, "stalls": 0, "stall_cycles": 0}
wsp.workload @wide(%A: out memref<64xf32>) task_window {mode = "stall", size = 64 : i64} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c1 {
    %a = wsp.at %A[%i] : memref<64xf32> to memref<1xf32, strided<[1], offset: ?>>
    wsp.task @fill(%a) : memref<1xf32, strided<[1], offset: ?>>
  }
}
