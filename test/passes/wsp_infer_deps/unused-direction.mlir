// RUN: ptowsp-opt --wsp-infer-deps %s 2>&1 | FileCheck %s

// An output that nothing writes is a warning; one that may be read first is taken as read.
// CHECK-DAG: warning: 'n' is declared wsp_inout, but it is never used
// CHECK-DAG: warning: 'c' is never used
// CHECK-DAG: warning: 'b' is declared wsp_out, but it is never written
// CHECK-DAG: remark: 'a' is declared wsp_out, but may be read here before it is written; it is taken as wsp_inout
// CHECK: wsp.kernel @unused(%b: out
// CHECK: wsp.kernel @maybe(%a: inout
wsp.kernel @unused(%b: out memref<4xf32, strided<[1], offset: ?>>) {
}
wsp.kernel @none(%n: inout memref<4xf32, strided<[1], offset: ?>>) {
}
wsp.kernel @maybe(%a: out memref<4xf32, strided<[1], offset: ?>>, %x: in memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %x[%c0] : memref<4xf32, strided<[1], offset: ?>>
  %1 = arith.cmpf ogt, %0, %0 : f32
  scf.if %1 {
    memref.store %0, %a[%c0] : memref<4xf32, strided<[1], offset: ?>>
  }
  %2 = memref.load %a[%c0] : memref<4xf32, strided<[1], offset: ?>>
  memref.store %2, %a[%c0] : memref<4xf32, strided<[1], offset: ?>>
}
wsp.workload @w(%c: memref<4xf32>) {
}
