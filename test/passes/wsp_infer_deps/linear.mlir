// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// A view whose strides are not the array's is followed element by element: its element 5 is one row on.
// CHECK-LABEL: wsp.workload @w
// CHECK: depends = [], wsp.id = 0
// CHECK: depends = ["WAW A: { T1[i = 1] -> T0[] }"], wsp.id = 1
wsp.kernel @row(%a: memref<8xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    memref.store %z, %a[%i] : memref<8xf32, strided<[1], offset: ?>>
  }
}
wsp.kernel @fifth(%a: memref<8xf32, strided<[2], offset: ?>>) {
  %c5 = arith.constant 5 : index
  %z = arith.constant 0.0 : f32
  memref.store %z, %a[%c5] : memref<8xf32, strided<[2], offset: ?>>
}
wsp.workload @w(%A: inout memref<4x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %0 = wsp.at %A[%c2, %c0] : memref<4x8xf32> to memref<8xf32, strided<[1], offset: ?>>
  wsp.task @row(%0) : memref<8xf32, strided<[1], offset: ?>>
  scf.for %i = %c0 to %c3 step %c1 {
    %1 = wsp.at %A[%i, %c0] : memref<4x8xf32> to memref<8xf32, strided<[2], offset: ?>>
    wsp.task @fifth(%1) : memref<8xf32, strided<[2], offset: ?>>
  } {wsp.iv = "i"}
}
