// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// A task that adds to what the one before it wrote waits for that one alone.
// CHECK-LABEL: wsp.kernel @acc(%a: in {{.*}}, %c: inout
// CHECK-SAME: footprints = [{offsets = array<i64: 0>, sizes = array<i64: 1>}, {offsets = array<i64: 0>, sizes = array<i64: 1>}]
// CHECK-LABEL: wsp.workload @sum(%A: in {{.*}}, %C: inout
// CHECK: wsp.task @acc
// CHECK-SAME: depends = ["RAW,WAW C: { T0[i, k] -> T0[i, -1 + k] : k > 0 }"], wsp.id = 0
wsp.kernel @acc(%a: memref<1xf32, strided<[1], offset: ?>>, %c: memref<1xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %a[%c0] : memref<1xf32, strided<[1], offset: ?>>
  %1 = memref.load %c[%c0] : memref<1xf32, strided<[1], offset: ?>>
  %2 = arith.addf %0, %1 : f32
  memref.store %2, %c[%c0] : memref<1xf32, strided<[1], offset: ?>>
}
wsp.workload @sum(%A: memref<4xf32>, %C: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %a = wsp.at %A[%k] : memref<4xf32> to memref<1xf32, strided<[1], offset: ?>>
      %c = wsp.at %C[%i] : memref<8xf32> to memref<1xf32, strided<[1], offset: ?>>
      wsp.task @acc(%a, %c) : memref<1xf32, strided<[1], offset: ?>>, memref<1xf32, strided<[1], offset: ?>>
    } {wsp.iv = "k"}
  } {wsp.iv = "i", wsp.parallel}
}
