// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// Only regions that overlap make tasks wait: here for the tile itself and the next.
// CHECK-LABEL: wsp.workload @w
// CHECK: wsp.task @copy
// CHECK: wsp.task @copy
// CHECK-SAME: depends = ["RAW B: { T1[i] -> T0[o0] : (o0) mod 4 = 0 and i <= o0 <= 8 and o0 <= 4 + i }"]
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: in memref<16xf32>, %B: inout memref<16xf32>, %C: inout memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c12 = arith.constant 12 : index
  scf.for %i = %c0 to %c12 step %c4 {
    %a = wsp.at %A[%i] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    %b = wsp.at %B[%i] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i"}
  scf.for %i = %c0 to %c12 step %c4 {
    %0 = arith.addi %i, %c2 : index
    %b = wsp.at %B[%0] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    %c = wsp.at %C[%i] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    wsp.task @copy(%b, %c) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i"}
}
