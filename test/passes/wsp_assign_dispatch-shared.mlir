// RUN: ptowsp-opt --pass-pipeline='wsp-assign-dispatch{policy=round-robin n=3}' %s | FileCheck %s

// A scheduler computed from values that use one another goes as a whole.
// CHECK: arith.constant 0
// CHECK-NEXT: %[[A:.*]] = wsp.at
// CHECK-NEXT: %[[T:.*]] = wsp.ticket
// CHECK-NEXT: arith.constant 3
// CHECK-NEXT: %[[S:.*]] = arith.remui %[[T]]
// CHECK-NEXT: wsp.task @k(%[[A]]) scheduler(%[[S]])
wsp.kernel @k(%a: out memref<4xf32, strided<[1], offset: ?>>) {
}
wsp.workload @w(%A: out memref<4xf32>) dispatch {n = 2 : i64, policy = "round_robin"} {
  %c0 = arith.constant 0 : index
  %a = wsp.at %A[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  %t = wsp.ticket
  %x = arith.addi %t, %c0 : index
  %y = arith.muli %x, %t : index
  %s = arith.addi %y, %x : index
  wsp.task @k(%a) scheduler(%s) : memref<4xf32, strided<[1], offset: ?>>
}
