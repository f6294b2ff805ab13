// RUN: ptowsp-run %s --check | FileCheck %s

// An iteration in place, whose order is all of its meaning.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 14 };
wsp_kernel static void k(wsp_inout double a[N][N]) {
  for (int i = 1; i < N - 1; i++)
    for (int j = 1; j < N - 1; j++) a[i][j] = 0.25 * (a[i - 1][j] + a[i + 1][j] + a[i][j - 1] + a[i][j + 1]);
}
wsp_workload void seidel(wsp_inout double A[N][N]) {
  for (int t = 0; t < 3; t++) k(A);
}
