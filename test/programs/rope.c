// RUN: ptowsp-run %s --check | FileCheck %s

// Rotary embedding of pairs of elements by tables of angles.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 6, N = 32 };
wsp_kernel static void k(wsp_in const float x[M][N], wsp_in const float c[M][N / 2], wsp_in const float s[M][N / 2], wsp_out float y[M][N]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N / 2; j++) {
      y[i][2 * j] = x[i][2 * j] * c[i][j] - x[i][2 * j + 1] * s[i][j];
      y[i][2 * j + 1] = x[i][2 * j] * s[i][j] + x[i][2 * j + 1] * c[i][j];
    }
}
wsp_workload void rope(wsp_in const float X[M][N], wsp_in const float C[M][N / 2], wsp_in const float S[M][N / 2], wsp_out float Y[M][N]) {
  k(X, C, S, Y);
}
