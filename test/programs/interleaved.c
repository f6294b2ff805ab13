// RUN: ptowsp-run %s --check | FileCheck %s

// Real and imaginary parts side by side, taken apart and multiplied.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 20 };
wsp_kernel static void k(wsp_in const float a[N][2], wsp_in const float b[N][2], wsp_out float c[N][2]) {
  for (int i = 0; i < N; i++) {
    c[i][0] = a[i][0] * b[i][0] - a[i][1] * b[i][1];
    c[i][1] = a[i][0] * b[i][1] + a[i][1] * b[i][0];
  }
}
wsp_workload void complex_product(wsp_in const float A[N][2], wsp_in const float B[N][2], wsp_out float C[N][2]) { k(A, B, C); }
