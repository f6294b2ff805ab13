// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s | FileCheck %s

// A write that leaves elements out, or that may not happen, does not hide the writer before it.
// CHECK-LABEL: wsp.workload @w
// CHECK: wsp.task @every
// CHECK: wsp.task @some
// CHECK: depends = ["RAW B: { T2[] -> T0[] }", "RAW B: { T2[] -> T1[] }"], wsp.id = 2
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.kernel @every(%b: memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c4 step %c2 {
    // expected-remark@+1 {{what this kernel touches of 'b' is not exactly a box; tasks are ordered by the box around it}}
    memref.store %z, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.kernel @some(%b: memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %b[%c0] : memref<4xf32, strided<[1], offset: ?>>
  %1 = arith.cmpf ogt, %0, %0 : f32
  scf.if %1 {
    // expected-remark@+1 {{what this kernel touches of 'b' is not exactly a box; tasks are ordered by the box around it}}
    memref.store %0, %b[%c0] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%B: inout memref<4xf32>, %C: inout memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %b = wsp.at %B[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  %c = wsp.at %C[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  wsp.task @every(%b) : memref<4xf32, strided<[1], offset: ?>>
  wsp.task @some(%b) : memref<4xf32, strided<[1], offset: ?>>
  wsp.task @copy(%b, %c) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
}
