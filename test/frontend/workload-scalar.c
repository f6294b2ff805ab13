// RUN: ptowsp-translate --import-c %s | FileCheck %s

// An integer scalar of a workload may be used in bounds and slices.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(float a[8]) { a[0] = 0; }
wsp_workload void w(float A[64][8], int n) {
  const int half = n / 2;
  for (int i = 0; i < half; i++) {
    int row = 2 * i + 1;
    k(A[row]);
  }
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: %[[V0:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: memref.store %[[V0]], %a[%c0{{.*}}]

// CHECK-LABEL: wsp.workload @w(%A: memref<64x8xf32>, %n: value i32)
// CHECK: %[[V0:.+]] = arith.constant 2 : i32
// CHECK: %[[V1:.+]] = arith.divsi %n, %[[V0]] : i32
// CHECK: %[[V2:.+]] = arith.index_cast %[[V1]] : i32 to index
// CHECK: scf.for %i = %c0{{.*}} to %[[V2]] step %c1{{.*}} {
// CHECK: %[[V3:.+]] = arith.muli %c2{{.*}}, %i : index
// CHECK: %[[V4:.+]] = arith.addi %[[V3]], %c1{{.*}} : index
// CHECK: %[[V5:.+]] = wsp.at %A[%[[V4]], %c0{{.*}}] : memref<64x8xf32> to memref<8xf32{{.*}}>
// CHECK: wsp.task @k(%[[V5]]) : memref<8xf32, strided<[1], offset: ?>>
// CHECK: } {wsp.iv = "i"}
