// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- | FileCheck %s

// Records are freed in order: behind a long task the ring fills, though the short ones are done.
// CHECK: "task_ring": {"size": 4, "high_water": 4, "stalls": 1, "stall_cycles": 102960, "reason": "TASK_RING_FULL"}
wsp.kernel @long(%a: out memref<1xf32, strided<[1], offset: ?>>) attributes {cycles = 100000 : i64} {
}
wsp.kernel @short(%a: out memref<1xf32, strided<[1], offset: ?>>) attributes {cycles = 10 : i64} {
}
wsp.workload @order(%A: out memref<8xf32>) task_window {mode = "stall", size = 4 : i64} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %a = wsp.at %A[%c0] : memref<8xf32> to memref<1xf32, strided<[1], offset: ?>>
  wsp.task @long(%a) : memref<1xf32, strided<[1], offset: ?>>
  scf.for %i = %c1 to %c6 step %c1 {
    %b = wsp.at %A[%i] : memref<8xf32> to memref<1xf32, strided<[1], offset: ?>>
    wsp.task @short(%b) : memref<1xf32, strided<[1], offset: ?>>
  }
}
