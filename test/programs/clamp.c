// RUN: ptowsp-run %s --check | FileCheck %s

// Minimum, maximum and clamping of floats and integers.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 50 };
wsp_kernel static void k(wsp_in const float a[N], wsp_in const int32_t b[N], wsp_out float c[N], wsp_out int32_t d[N]) {
  for (int i = 0; i < N; i++) {
    c[i] = fminf(fmaxf(a[i], -0.5f), 0.25f);
    int v = b[i] < -3 ? -3 : b[i];
    d[i] = v > 4 ? 4 : v;
  }
}
wsp_workload void clamp(wsp_in const float A[N], wsp_in const int32_t B[N], wsp_out float C[N], wsp_out int32_t D[N]) {
  k(A, B, C, D);
}
