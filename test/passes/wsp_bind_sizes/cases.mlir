// RUN: ptowsp-opt --wsp-bind-sizes %s 2>&1 | FileCheck %s

// A size that changes with the loops has a kernel for each value, chosen by an scf.if.
// CHECK-LABEL: wsp.kernel @k_16(%n: value i32, %a: memref<16xf32
// CHECK-LABEL: wsp.kernel @k_8(%n: value i32, %a: memref<8xf32
wsp.kernel @k(%n: value i32, %a: memref<?xf32, strided<[1], offset: ?>>) attributes {wsp.extents = [unit, affine_map<()[s0] -> (s0)>]} {
}
// CHECK-LABEL: wsp.workload @w
// CHECK: scf.for
// CHECK: %[[N:.+]] = arith.index_cast
// CHECK: %[[FULL:.+]] = arith.cmpi eq, %[[N]], %c16
// CHECK: scf.if %[[FULL]] {
// CHECK: wsp.task @k_16(%[[N]],
// CHECK: %[[REST:.+]] = arith.cmpi eq, %[[N]], %c8
// CHECK: scf.if %[[REST]] {
// CHECK: wsp.task @k_8(%[[N]],
wsp.workload @w(%A: memref<40xf32>) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c40 = arith.constant 40 : index
  scf.for %i = %c0 to %c40 step %c16 {
    %rest = arith.subi %c40, %i : index
    %size = arith.minsi %rest, %c16 : index
    %n = arith.index_cast %size : index to i32
    %v = wsp.at %A[%i] : memref<40xf32> to memref<?xf32, strided<[1], offset: ?>>
    wsp.task @k(%n, %v) : i32, memref<?xf32, strided<[1], offset: ?>>
  }
}
