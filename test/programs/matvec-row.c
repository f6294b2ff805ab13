// RUN: ptowsp-run %s --check | FileCheck %s

// The first row of a square matrix times the matrix: a row is no column, though both have its length.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 16 };
wsp_kernel static void k(wsp_out float p[1][N], wsp_in const float q[N][N]) {
  for (int j = 0; j < N; j++) {
    p[0][j] = 0;
    for (int x = 0; x < N; x++) p[0][j] += q[0][x] * q[x][j];
  }
}
wsp_workload void row(wsp_in const float A[N][N], wsp_out float D[1][N]) { k(D, A); }
