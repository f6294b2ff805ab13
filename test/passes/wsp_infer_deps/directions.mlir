// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// A workload's parameter that is written in part keeps its other elements: it counts as read.
// CHECK: wsp.workload @w(%A: in {{.*}}, %B: inout {{.*}}, %C: out
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: memref<4xf32>, %B: memref<8xf32>, %C: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %a = wsp.at %A[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  %b = wsp.at %B[%c0] : memref<8xf32> to memref<4xf32, strided<[1], offset: ?>>
  %c = wsp.at %C[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  wsp.task @copy(%b, %c) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
}
