// RUN: env CC=clang-22 ptowsp-run %s --check | FileCheck %s

// Half, bfloat16, float and double beside each other.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 24 };
wsp_kernel static void k(wsp_in const _Float16 h[N], wsp_in const __bf16 b[N], wsp_in const float f[N],
                         wsp_in const double d[N], wsp_out _Float16 p[N], wsp_out float q[N], wsp_out double r[N]) {
  for (int i = 0; i < N; i++) {
    p[i] = (_Float16)(h[i] * (_Float16)f[i] + h[i]);
    q[i] = (float)b[i] * f[i] - (float)d[i];
    r[i] = d[i] / (1.5 + (double)f[i]) + (double)h[i];
  }
}
wsp_workload void floats(wsp_in const _Float16 H[N], wsp_in const __bf16 B[N], wsp_in const float F[N],
                         wsp_in const double D[N], wsp_out _Float16 P[N], wsp_out float Q[N], wsp_out double R[N]) {
  k(H, B, F, D, P, Q, R);
}
