// RUN: ptowsp-run %s --check | FileCheck %s

// A transposition tile by tile, of a shape that is not square.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 24, N = 40, T = 8 };
wsp_kernel static void k(wsp_in const float a[T][N], wsp_out float b[T][M]) {
  for (int i = 0; i < T; i++)
    for (int j = 0; j < T; j++) b[j][i] = a[i][j];
}
wsp_workload void transpose(wsp_in const float A[M][N], wsp_out float B[N][M]) {
  for (wsp_parallel int i = 0; i < M; i += T)
    for (wsp_parallel int j = 0; j < N; j += T) k(wsp_at(A, i, j), wsp_at(B, j, i));
}
