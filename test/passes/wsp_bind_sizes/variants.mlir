// RUN: ptowsp-opt --pass-pipeline='wsp-bind-sizes{sizes=n=8}' %s 2>&1 | FileCheck %s

// A kernel is copied for each of its sizes, equal ones are shared, and one without a call goes.
// CHECK: remark: kernel 'unused' has variable extents and no task calls it: dropped
// CHECK-LABEL: wsp.kernel @k_8(%n: value i32, %s: value i32, %a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK-LABEL: wsp.kernel @k_2(%n: value i32, %s: value i32, %a: memref<2xf32, strided<[1], offset: ?>>)
// CHECK-NOT: @unused
!v = memref<?xf32, strided<[1], offset: ?>>
wsp.kernel @k(%n: value i32, %s: value i32, %a: !v) attributes {wsp.extents = [unit, unit, affine_map<()[s0, s1] -> (s0)>]} {
}
wsp.kernel @unused(%n: value i32, %a: !v) attributes {wsp.extents = [unit, affine_map<()[s0] -> (s0)>]} {
}
// CHECK-LABEL: wsp.workload @w
// CHECK: wsp.task @k_8(
// CHECK: wsp.task @k_2(
// CHECK: wsp.task @k_8(
wsp.workload @w(%n: value i32, %A: memref<?xf32>) attributes {wsp.extents = [unit, affine_map<()[s0] -> (s0)>]} {
  %c0 = arith.constant 0 : index
  %two = arith.constant 2 : i32
  %v = wsp.at %A[%c0] : memref<?xf32> to !v
  wsp.task @k(%n, %n, %v) : i32, i32, !v
  wsp.task @k(%two, %n, %v) : i32, i32, !v
  wsp.task @k(%n, %two, %v) : i32, i32, !v
}
