// RUN: ptowsp-run %s --check | FileCheck %s

// Layer normalization with a scale and a shift per column.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { M = 6, N = 72 };
wsp_kernel static void k(wsp_in const float x[M][N], wsp_in const float g[N], wsp_in const float b[N], wsp_out float y[M][N]) {
  for (int i = 0; i < M; i++) {
    float mean = 0, var = 0;
    for (int j = 0; j < N; j++) mean += x[i][j];
    mean /= N;
    for (int j = 0; j < N; j++) var += (x[i][j] - mean) * (x[i][j] - mean);
    float scale = 1 / sqrtf(var / N + 1e-5f);
    for (int j = 0; j < N; j++) y[i][j] = (x[i][j] - mean) * scale * g[j] + b[j];
  }
}
wsp_workload void norm(wsp_in const float X[M][N], wsp_in const float G[N], wsp_in const float B[N], wsp_out float Y[M][N]) {
  k(X, G, B, Y);
}
