// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not='stays scalar'

// Root mean square normalization of rows of an odd length.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { M = 9, N = 75, T = 3 };
wsp_kernel static void k(wsp_in const float x[T][N], wsp_out float y[T][N]) {
  for (int i = 0; i < T; i++) {
    float sum = 0;
    for (int j = 0; j < N; j++) sum += x[i][j] * x[i][j];
    float scale = 1 / sqrtf(sum / N + 1e-6f);
    for (int j = 0; j < N; j++) y[i][j] = x[i][j] * scale;
  }
}
wsp_workload void norm(wsp_in const float X[M][N], wsp_out float Y[M][N]) {
  for (wsp_parallel int i = 0; i < M; i += T) k(wsp_at(X, i, 0), wsp_at(Y, i, 0));
}
