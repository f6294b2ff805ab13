// RUN: ptowsp-run %s --check | FileCheck %s

// A product of half-precision matrices summed in float.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 32, N = 16, K = 48 };
wsp_kernel static void k(wsp_in const _Float16 a[M][K], wsp_in const _Float16 b[K][N], wsp_inout float c[M][N]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++)
      for (int x = 0; x < K; x++) c[i][j] += (float)a[i][x] * (float)b[x][j];
}
wsp_workload void product(wsp_in const _Float16 A[M][K], wsp_in const _Float16 B[K][N], wsp_inout float C[M][N]) { k(A, B, C); }
