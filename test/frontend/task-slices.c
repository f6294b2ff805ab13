// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Whole arrays, rows and addresses of elements are passed as in C.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k1(float a[8]) { a[0] = 0; }
wsp_kernel static void k2(float a[4][8]) { a[0][0] = 0; }
wsp_workload void w(float A[2][4][8], float B[4][8]) {
  k2(B);
  k2(A[1]);
  k2(&B[2]);
  k2(&A[1][3]);
  k1(B[3]);
  k1(&B[1][4]);
  k1(&A[1][2][0]);
}

// CHECK-LABEL: wsp.kernel @k1(%a: memref<8xf32, strided<[1], offset: ?>>)

// CHECK-LABEL: wsp.kernel @k2(%a: memref<4x8xf32, strided<[8, 1], offset: ?>>)

// CHECK-LABEL: wsp.workload @w(%A: memref<2x4x8xf32>, %B: memref<4x8xf32>)
// CHECK: %[[V0:.+]] = wsp.at %B[%c0{{.*}}, %c0{{.*}}] : memref<4x8xf32> to memref<4x8xf32{{.*}}>
// CHECK: wsp.task @k2(%[[V0]]) : memref<4x8xf32, strided<[8, 1], offset: ?>>
// CHECK: %[[V1:.+]] = wsp.at %A[%c1{{.*}}, %c0{{.*}}, %c0{{.*}}] : memref<2x4x8xf32> to memref<4x8xf32{{.*}}>
// CHECK: wsp.task @k2(%[[V1]]) : memref<4x8xf32, strided<[8, 1], offset: ?>>
// CHECK: %[[V2:.+]] = wsp.at %B[%c2{{.*}}, %c0{{.*}}] : memref<4x8xf32> to memref<4x8xf32{{.*}}>
// CHECK: wsp.task @k2(%[[V2]]) : memref<4x8xf32, strided<[8, 1], offset: ?>>
// CHECK: %[[V3:.+]] = wsp.at %A[%c1{{.*}}, %c3{{.*}}, %c0{{.*}}] : memref<2x4x8xf32> to memref<4x8xf32{{.*}}>
// CHECK: wsp.task @k2(%[[V3]]) : memref<4x8xf32, strided<[8, 1], offset: ?>>
// CHECK: %[[V4:.+]] = wsp.at %B[%c3{{.*}}, %c0{{.*}}] : memref<4x8xf32> to memref<8xf32{{.*}}>
// CHECK: wsp.task @k1(%[[V4]]) : memref<8xf32, strided<[1], offset: ?>>
// CHECK: %[[V5:.+]] = wsp.at %B[%c1{{.*}}, %c4{{.*}}] : memref<4x8xf32> to memref<8xf32{{.*}}>
// CHECK: wsp.task @k1(%[[V5]]) : memref<8xf32, strided<[1], offset: ?>>
// CHECK: %[[V6:.+]] = wsp.at %A[%c1{{.*}}, %c2{{.*}}, %c0{{.*}}] : memref<2x4x8xf32> to memref<8xf32{{.*}}>
// CHECK: wsp.task @k1(%[[V6]]) : memref<8xf32, strided<[1], offset: ?>>
