// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=%t.1 --trace=%t.t1 >%t.s1
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=%t.2 --trace=%t.t2 >%t.s2
// RUN: grep -v '"host"' %t.1 >%t.h1
// RUN: grep -v '"host"' %t.2 >%t.h2
// RUN: diff %t.h1 %t.h2
// RUN: diff %t.t1 %t.t2
// RUN: diff %t.s1 %t.s2

// The same program gives the same report, timeline and summary, wall times aside.
wsp.kernel @cube(%a: inout memref<4x4xf32, strided<[32, 1], offset: ?>>) attributes {core = "aic", cycles = 777 : i64} {
}
wsp.kernel @vector(%a: inout memref<3x5xf32, strided<[32, 1], offset: ?>>) attributes {core = "aiv", cycles = 333 : i64} {
}
wsp.workload @mixed(%A: inout memref<32x32xf32>) task_window {mode = "stall", size = 16 : i64} {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %c27 = arith.constant 27 : index
  scf.for %i = %c0 to %c27 step %c3 {
    scf.for %j = %c0 to %c27 step %c3 {
      %a = wsp.at %A[%i, %j] : memref<32x32xf32> to memref<4x4xf32, strided<[32, 1], offset: ?>>
      wsp.task @cube(%a) : memref<4x4xf32, strided<[32, 1], offset: ?>>
      %b = wsp.at %A[%j, %i] : memref<32x32xf32> to memref<3x5xf32, strided<[32, 1], offset: ?>>
      wsp.task @vector(%b) : memref<3x5xf32, strided<[32, 1], offset: ?>>
    }
  }
}
