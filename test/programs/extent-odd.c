// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not='stays scalar'

// Extents that no tile and no vector divides.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 7, N = 37 };
wsp_kernel static void k(wsp_in const float a[M][N], wsp_in const float b[M][N], wsp_out float c[M][N]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) c[i][j] = (a[i][j] - b[i][j]) / (b[i][j] + 3);
}
wsp_workload void odd(wsp_in const float A[M][N], wsp_in const float B[M][N], wsp_out float C[M][N]) {
  k(A, B, C);
}
