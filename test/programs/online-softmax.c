// RUN: ptowsp-run %s --check | FileCheck %s

// Softmax with a running maximum that rescales the sum as it grows.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { M = 4, N = 40 };
wsp_kernel static void k(wsp_in const float x[M][N], wsp_out float y[M][N]) {
  for (int i = 0; i < M; i++) {
    float m = x[i][0], s = 1;
    for (int j = 1; j < N; j++) {
      float next = fmaxf(m, x[i][j]);
      s = s * expf(m - next) + expf(x[i][j] - next);
      m = next;
    }
    for (int j = 0; j < N; j++) y[i][j] = expf(x[i][j] - m) / s;
  }
}
wsp_workload void softmax(wsp_in const float X[M][N], wsp_out float Y[M][N]) { k(X, Y); }
