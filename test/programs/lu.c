// RUN: ptowsp-run %s --check | FileCheck %s

// LU factorization without pivoting, a step of it a task.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 9 };
wsp_kernel static void shift(wsp_inout double a[N][N]) {
  for (int i = 0; i < N; i++) a[i][i] += 10;
}
wsp_kernel static void step(wsp_inout double a[N][N], int p) {
  for (int i = p + 1; i < N; i++) {
    a[i][p] /= a[p][p];
    for (int j = p + 1; j < N; j++) a[i][j] -= a[i][p] * a[p][j];
  }
}
wsp_workload void lu(wsp_inout double A[N][N]) {
  shift(A);
  for (int p = 0; p < N - 1; p++) step(A, p);
}
