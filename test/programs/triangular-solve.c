// RUN: ptowsp-run %s --check | FileCheck %s

// Forward substitution with a lower triangle, right-hand sides side by side.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 12, R = 5 };
wsp_kernel static void k(wsp_in const double l[N][N], wsp_inout double b[N][R]) {
  for (int i = 0; i < N; i++)
    for (int r = 0; r < R; r++) {
      for (int j = 0; j < i; j++) b[i][r] -= l[i][j] * b[j][r];
      b[i][r] /= 4 + l[i][i];
    }
}
wsp_workload void solve(wsp_in const double L[N][N], wsp_inout double B[N][R]) { k(L, B); }
