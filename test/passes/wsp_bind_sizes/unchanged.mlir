// RUN: ptowsp-opt %s -o %t
// RUN: ptowsp-opt --wsp-bind-sizes %s | diff - %t
// RUN: ptowsp-opt --pass-pipeline='wsp-bind-sizes{workload=w}' %s | diff - %t

// Without variable extents and without sizes nothing changes.
wsp.kernel @k(%n: value i32, %a: memref<8xf32, strided<[1], offset: ?>>) {
}
wsp.workload @w(%n: value i32, %A: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %v = wsp.at %A[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
  wsp.task @k(%n, %v) : i32, memref<8xf32, strided<[1], offset: ?>>
}
wsp.workload @other(%n: value i32, %A: memref<8xf32>) {
}
