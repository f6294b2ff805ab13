// RUN: ptowsp-run %s --check | FileCheck %s

// Gelu by erff and by its approximation, and silu.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 45 };
wsp_kernel static void k(wsp_in const float x[N], wsp_out float a[N], wsp_out float b[N], wsp_out float c[N]) {
  for (int i = 0; i < N; i++) {
    float v = 4 * x[i];
    a[i] = 0.5f * v * (1 + erff(v * 0.70710678f));
    b[i] = 0.5f * v * (1 + tanhf(0.79788456f * (v + 0.044715f * v * v * v)));
    c[i] = v / (1 + expf(-v));
  }
}
wsp_workload void gelu(wsp_in const float X[N], wsp_out float A[N], wsp_out float B[N], wsp_out float C[N]) { k(X, A, B, C); }
