// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// Every iteration allocates anew: a buffer of the loop's body ties no iterations together.
// CHECK-LABEL: wsp.workload @w
// CHECK: depends = [], wsp.id = 0
// CHECK: depends = ["RAW t: { T1[i] -> T0[i] }"], wsp.id = 1
// CHECK: wsp.parallel
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: in memref<16xf32>, %B: out memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c4 {
    %t = memref.alloc() {wsp.name = "t"} : memref<4xf32>
    %a = wsp.at %A[%i] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    %b = wsp.at %B[%i] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
    %v = wsp.at %t[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
    wsp.task @copy(%a, %v) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
    wsp.task @copy(%v, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i", wsp.parallel}
}
