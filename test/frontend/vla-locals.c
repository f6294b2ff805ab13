// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A local array of variable size takes its extents as operands; a constant one is none.
#include <ptowsp/ptowsp.h>
static float twice(int n, const float x[n]) {
  float t[n], u[2][n];
  t[0] = x[0];
  u[1][0] = t[0];
  return u[1][0];
}
wsp_kernel static void k(int n, float a[8]) {
  float t[n][3][n + 1];
  t[0][0][0] = twice(8, a);
  a[0] = t[0][0][0];
}
wsp_workload void w(int n, float A[8]) {
  float B[2 * n];
  for (int i = 0; i < n; i++) B[i] = 1;
  k(n, A);
}

// CHECK-LABEL: wsp.kernel @k
// CHECK: %t = memref.alloc(%{{.*}}, %{{.*}}) {wsp.name = "t"} : memref<?x3x?xf32>
// CHECK: memref.alloc() {wsp.name = "t"} : memref<8xf32>
// CHECK: memref.alloc() {wsp.name = "u"} : memref<2x8xf32>
// CHECK-LABEL: wsp.workload @w
// CHECK: %B = memref.alloc(%{{.*}}) {wsp.name = "B"} : memref<?xf32>
