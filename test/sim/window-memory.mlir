// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- | %python %S/Inputs/peak.py

// A million tasks through a window of 64 take memory for the window: less than a byte a task
// above what the program itself takes.
wsp.kernel @fill(%a: inout memref<1x1xf32, strided<[1000, 1], offset: ?>>) attributes {cycles = 10 : i64} {
}
wsp.workload @million(%A: inout memref<4x1000xf32>) task_window {mode = "stall", size = 64 : i64} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c1000 = arith.constant 1000 : index
  scf.for %t = %c0 to %c1000 step %c4 {
    scf.for %i = %c0 to %c4 step %c1 {
      scf.for %j = %c0 to %c1000 step %c1 {
        %a = wsp.at %A[%i, %j] : memref<4x1000xf32> to memref<1x1xf32, strided<[1000, 1], offset: ?>>
        wsp.task @fill(%a) : memref<1x1xf32, strided<[1000, 1], offset: ?>>
      }
    }
  }
}
