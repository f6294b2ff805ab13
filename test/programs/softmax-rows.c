// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not='stays scalar'

// Softmax written down as three loops a row.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { M = 10, N = 67, T = 5 };
wsp_kernel static void k(wsp_in const float x[T][N], wsp_out float y[T][N]) {
  for (int i = 0; i < T; i++) {
    float max = x[i][0], sum = 0;
    for (int j = 1; j < N; j++) max = fmaxf(max, x[i][j]);
    for (int j = 0; j < N; j++) {
      y[i][j] = expf(x[i][j] - max);
      sum += y[i][j];
    }
    for (int j = 0; j < N; j++) y[i][j] /= sum;
  }
}
wsp_workload void softmax(wsp_in const float X[M][N], wsp_out float Y[M][N]) {
  for (wsp_parallel int i = 0; i < M; i += T) k(wsp_at(X, i, 0), wsp_at(Y, i, 0));
}
