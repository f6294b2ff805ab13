// RUN: ptowsp-run %s --check | FileCheck %s

// Jacobi's iteration on a plate with a fixed edge.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 18 };
wsp_kernel static void k(wsp_in const float a[N][N], wsp_inout float b[N][N]) {
  for (int i = 1; i < N - 1; i++)
    for (int j = 1; j < N - 1; j++) b[i][j] = 0.25f * (a[i - 1][j] + a[i + 1][j] + a[i][j - 1] + a[i][j + 1]);
}
wsp_workload void jacobi(wsp_inout float A[N][N], wsp_inout float B[N][N]) {
  for (int t = 0; t < 4; t++) { k(A, B); k(B, A); }
}
