// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Tasks may depend on conditions over loop variables and parameters.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(float a[8]) { a[0] = 0; }
wsp_workload void w(float A[8][8], int n) {
  for (int i = 0; i < 8; i++)
    if (i < n && i != 3) k(A[i]);
    else A[i][0] = 1;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: %[[V0:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: memref.store %[[V0]], %a[%c0{{.*}}]

// CHECK-LABEL: wsp.workload @w(%A: memref<8x8xf32>, %n: value i32)
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.index_cast %n : i32 to index
// CHECK: %[[V1:.+]] = arith.cmpi slt, %i, %[[V0]] : index
// CHECK: %[[V2:.+]] = arith.cmpi ne, %i, %c3{{.*}} : index
// CHECK: %[[V3:.+]] = arith.andi %[[V1]], %[[V2]] : i1
// CHECK: scf.if %[[V3]] {
// CHECK: %[[V4:.+]] = wsp.at %A[%i, %c0{{.*}}] : memref<8x8xf32> to memref<8xf32{{.*}}>
// CHECK: wsp.task @k(%[[V4]]) : memref<8xf32, strided<[1], offset: ?>>
// CHECK: } else {
// CHECK: %[[V5:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V5]], %A[%i, %c0{{.*}}]
// CHECK: } {wsp.iv = "i"}
