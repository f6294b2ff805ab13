// RUN: ptowsp-opt --pass-pipeline='wsp-bind-sizes{sizes=m=5,n=3}' %s | FileCheck %s

// Sizes replace the parameters' uses and all that is variable; the parameters stay.
// CHECK-LABEL: wsp.kernel @k(%n: value i32, %a: memref<3x7xf32, strided<[7, 1], offset: ?>>)
// CHECK-NOT: wsp.extents
// CHECK: memref.alloca() {{.*}} : memref<4xf32>
wsp.kernel @k(%n: value i32, %a: memref<?x?xf32, strided<[?, 1], offset: ?>>) attributes {wsp.extents = [unit, affine_map<()[s0] -> (s0, s0 * 2 + 1)>]} {
  %0 = arith.index_cast %n : i32 to index
  %c1 = arith.constant 1 : index
  %1 = arith.addi %0, %c1 : index
  %t = memref.alloca(%1) {wsp.name = "t"} : memref<?xf32>
  %x = memref.load %a[%c1, %c1] : memref<?x?xf32, strided<[?, 1], offset: ?>>
  memref.store %x, %t[%c1] : memref<?xf32>
  memref.store %x, %a[%c1, %c1] : memref<?x?xf32, strided<[?, 1], offset: ?>>
}
// CHECK-LABEL: wsp.workload @w(%m: value i32, %n: value i32, %A: memref<5x7xf32>)
// CHECK: %[[N:.*]] = arith.constant 3 : i32
// CHECK: wsp.at %A{{.*}} : memref<5x7xf32> to memref<3x7xf32, strided<[7, 1], offset: ?>>
// CHECK: wsp.task @k(%[[N]],
wsp.workload @w(%m: value i32, %n: value i32, %A: memref<?x?xf32>) attributes {wsp.extents = [unit, unit, affine_map<()[s0, s1] -> (s0, s1 * 2 + 1)>]} {
  %c0 = arith.constant 0 : index
  %v = wsp.at %A[%c0, %c0] : memref<?x?xf32> to memref<?x?xf32, strided<[?, 1], offset: ?>>
  wsp.task @k(%n, %v) : i32, memref<?x?xf32, strided<[?, 1], offset: ?>>
}
