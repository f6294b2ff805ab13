// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// Attention to what has been: bounds that grow row by row, of scores and of the values' product.
// CHECK-NOT: scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { B = 2, S = 21, D = 12 };
wsp_kernel static void causal(wsp_in const float q[S][D], wsp_in const float k[S][D], wsp_in const float v[S][D], wsp_out float o[S][D]) {
  for (int i = 0; i < S; i++) {
    float p[S], m = -INFINITY, t = 0;
    for (int j = 0; j <= i; j++) {
      float s = 0;
      for (int d = 0; d < D; d++) s += q[i][d] * k[j][d];
      p[j] = s * 0.25f;
      m = fmaxf(m, p[j]);
    }
    for (int j = 0; j <= i; j++) {
      p[j] = expf(p[j] - m);
      t += p[j];
    }
    for (int d = 0; d < D; d++) {
      float s = 0;
      for (int j = 0; j <= i; j++) s += p[j] * v[j][d];
      o[i][d] = s / t;
    }
  }
}
wsp_workload void run(wsp_in const float Q[B][S][D], wsp_in const float K[B][S][D], wsp_in const float V[B][S][D], wsp_out float O[B][S][D]) {
  for (int b = 0; b < B; b++) causal(Q[b], K[b], V[b], O[b]);
}
