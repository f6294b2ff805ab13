// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// A read waits for the last writer, a write for the readers since, not for what these wait for themselves.
// CHECK-LABEL: wsp.workload @w
// CHECK: depends = [], wsp.id = 0
// CHECK: depends = ["RAW B: { T1[] -> T0[] }"], wsp.id = 1
// CHECK: depends = ["RAW B: { T2[] -> T0[] }", "WAW C: { T2[] -> T1[] }"], wsp.id = 2
// CHECK: depends = ["WAW B: { T3[] -> T0[] }", "WAR B: { T3[] -> T1[] }", "WAR B: { T3[] -> T2[] }"], wsp.id = 3
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: in memref<4xf32>, %B: inout memref<4xf32>, %C: out memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %a = wsp.at %A[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  %b = wsp.at %B[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  %c = wsp.at %C[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  wsp.task @copy(%b, %c) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  wsp.task @copy(%b, %c) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
}
