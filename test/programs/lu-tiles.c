// RUN: ptowsp-run %s --check | FileCheck %s

// A factorization in place, tile by tile, by kernels that touch parts of their tiles.
// CHECK: tasks            46
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { N = 64, B = 16 };

wsp_kernel static void scale(const float a[B][N], float b[B][N], int diagonal) {
  for (int i = 0; i < B; i++)
    for (int j = 0; j < B; j++) b[i][j] = a[i][j] + (diagonal && i == j ? 40 : 0);
}
wsp_kernel static void factor(float a[B][N]) {
  for (int k = 0; k < B; k++)
    for (int i = k + 1; i < B; i++) {
      a[i][k] /= a[k][k];
      for (int j = k + 1; j < B; j++) a[i][j] -= a[i][k] * a[k][j];
    }
}
wsp_kernel static void row(const float d[B][N], float u[B][N]) {
  for (int i = 0; i < B; i++)
    for (int k = 0; k < i; k++)
      for (int j = 0; j < B; j++) u[i][j] -= d[i][k] * u[k][j];
}
wsp_kernel static void column(const float d[B][N], float l[B][N]) {
  for (int j = 0; j < B; j++)
    for (int i = 0; i < B; i++) {
      for (int k = 0; k < j; k++) l[i][j] -= l[i][k] * d[k][j];
      l[i][j] /= d[j][j];
    }
}
wsp_kernel static void update(const float l[B][N], const float u[B][N], float c[B][N]) {
  for (int i = 0; i < B; i++)
    for (int j = 0; j < B; j++)
      for (int k = 0; k < B; k++) c[i][j] -= l[i][k] * u[k][j];
}
wsp_workload void lu(const float A[N][N], float L[N][N]) {
  for (int i = 0; i < N; i += B)
    for (int j = 0; j < N; j += B) scale(wsp_at(A, i, j), wsp_at(L, i, j), i == j);
  for (int k = 0; k < N; k += B) {
    factor(wsp_at(L, k, k));
    for (wsp_parallel int j = k + B; j < N; j += B) row(wsp_at(L, k, k), wsp_at(L, k, j));
    for (wsp_parallel int i = k + B; i < N; i += B) column(wsp_at(L, k, k), wsp_at(L, i, k));
    for (wsp_parallel int i = k + B; i < N; i += B)
      for (wsp_parallel int j = k + B; j < N; j += B)
        update(wsp_at(L, i, k), wsp_at(L, k, j), wsp_at(L, i, j));
  }
}
