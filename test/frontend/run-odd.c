// RUN: ptowsp-run %s --check | FileCheck %s

// Odd extents, tiles of a local intermediate, reversed and stepped loops.
#include <ptowsp/ptowsp.h>
enum { M = 12, N = 21, T = 4, U = 7 };
wsp_kernel static void scale(wsp_in const float a[T][N], wsp_out float b[T][N], float s, int flip) {
  for (int i = T - 1; i >= 0; i--)
    for (int j = 0; j < U; j++) {
      int k = flip ? T - 1 - i : i;
      b[i][j] = a[i][j] * s + k;
    }
}
wsp_kernel static void mix(wsp_in const float a[T][N], wsp_inout float b[T][N]) {
  for (int i = 0; i < T; i++)
    for (int j = 0; j < U; j++)
      b[i][j] = a[i][j] > b[i][j] ? a[i][j] : 0.5f * b[i][j];
}
wsp_workload wsp_dispatch("affinity", "i", 2)
void odd(wsp_in const float A[M][N], wsp_out float B[M][N], wsp_inout float C[M][N]) {
  float tmp[M][N];
  for (int i = M - T; i >= 0; i -= T)
    for (wsp_parallel int j = 0; j != N; j += U) {
      if (i == T || j > U) scale(wsp_at(A, i, j), wsp_at(tmp, i, j), 1.5, j > 0);
      else scale(wsp_at(C, i, j), wsp_at(tmp, i, j), i, 0);
      mix(wsp_at(tmp, i, j), wsp_at(C, i, j));
    }
  for (wsp_parallel wsp_tile(3) int i = 0; i < M; i++)
    for (wsp_parallel int j = 0; j < N; j++)
      B[i][j] = C[i][N - 1 - j] - A[i][j];
}

// CHECK: check: ok
