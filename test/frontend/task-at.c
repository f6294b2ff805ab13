// RUN: ptowsp-translate --import-c %s | FileCheck %s

// wsp_at names the tile that starts at an element: one index for each dimension.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(const float a[4][8], float x[4]) { x[0] = a[0][0]; }
wsp_workload void w(const float A[16][8], const float B[2][3][16][8], float X[16]) {
  for (int i = 0; i < 16; i += 4) k(wsp_at(A, i, 4), wsp_at(X, i));
  k(wsp_at(B, 1, 2, 8, 0), wsp_at(X, 0));
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<4x8xf32{{.*}}>, %x: memref<4xf32{{.*}}>)

// CHECK-LABEL: wsp.workload @w(%A: memref<16x8xf32>, %B: memref<2x3x16x8xf32>, %X: memref<16xf32>)
// CHECK: %[[V0:.+]] = wsp.at %A[%i, %c4{{.*}}] : memref<16x8xf32> to memref<4x8xf32{{.*}}>
// CHECK: %[[V1:.+]] = wsp.at %X[%i] : memref<16xf32> to memref<4xf32, strided<[1], offset: ?>>
// CHECK: wsp.task @k(%[[V0]], %[[V1]]) : memref<4x8xf32{{.*}}>, memref<4xf32{{.*}}>
// CHECK: %[[V2:.+]] = wsp.at %B[%c1{{.*}}, %c2{{.*}}, %c8{{.*}}, %c0{{.*}}] : memref<2x3x16x8xf32> to memref<4x8xf32{{.*}}>
// CHECK: %[[V3:.+]] = wsp.at %X[%c0{{.*}}] : memref<16xf32> to memref<4xf32{{.*}}>
// CHECK: wsp.task @k(%[[V2]], %[[V3]]) : memref<4x8xf32{{.*}}>, memref<4xf32{{.*}}>
