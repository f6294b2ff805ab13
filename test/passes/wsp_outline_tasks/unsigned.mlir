// RUN: ptowsp-opt --wsp-outline-tasks %s 2>/dev/null | FileCheck %s

// Which arrays hold unsigned integers is told of the kernel's arguments, too.
// CHECK: wsp.kernel @w_0(%B: out {{.*}}) attributes {{.*}}wsp.unsigned = array<i64: 0>
wsp.workload @w(%A: in memref<4xi32>, %B: out memref<4xi32>) attributes {wsp.unsigned = array<i64: 1>} {
  %c0 = arith.constant 0 : index
  %0 = arith.constant 7 : i32
  memref.store %0, %B[%c0] : memref<4xi32>
}
