// RUN: ptowsp-opt --wsp-bind-sizes %s | FileCheck %s

// A number that all tasks of a kernel pass alike is known in the kernel, too; one that differs is not.
// CHECK-LABEL: wsp.kernel @k(%n: value i32, %same: value i32, %other: value i32,
// CHECK: %[[SAME:.+]] = arith.constant 7 : i32
// CHECK: arith.addi %other, %[[SAME]]
!v = memref<?xi32, strided<[1], offset: ?>>
wsp.kernel @k(%n: value i32, %same: value i32, %other: value i32, %a: !v) attributes {wsp.extents = [unit, unit, unit, affine_map<()[s0, s1, s2] -> (s0)>]} {
  %c0 = arith.constant 0 : index
  %0 = arith.addi %other, %same : i32
  memref.store %0, %a[%c0] : !v
}
wsp.workload @w(%A: memref<8xi32>) {
  %c0 = arith.constant 0 : index
  %n = arith.constant 8 : i32
  %seven = arith.constant 7 : i32
  %v = wsp.at %A[%c0] : memref<8xi32> to !v
  wsp.task @k(%n, %seven, %n, %v) : i32, i32, i32, !v
  wsp.task @k(%n, %seven, %seven, %v) : i32, i32, i32, !v
}

// So it is where the kernel's extents are not variable.
// CHECK-LABEL: wsp.kernel @fixed(%same: value i32, %other: value i32,
// CHECK: %[[SAME:.+]] = arith.constant 7 : i32
// CHECK: arith.addi %other, %[[SAME]]
!u = memref<8xi32, strided<[1], offset: ?>>
wsp.kernel @fixed(%same: value i32, %other: value i32, %a: !u) {
  %c0 = arith.constant 0 : index
  %0 = arith.addi %other, %same : i32
  memref.store %0, %a[%c0] : !u
}
wsp.workload @v(%A: memref<8xi32>) {
  %c0 = arith.constant 0 : index
  %n = arith.constant 8 : i32
  %seven = arith.constant 7 : i32
  %v = wsp.at %A[%c0] : memref<8xi32> to !u
  wsp.task @fixed(%seven, %n, %v) : i32, i32, !u
  wsp.task @fixed(%seven, %seven, %v) : i32, i32, !u
}
