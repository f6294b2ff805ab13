// RUN: ptowsp-run %s --check | FileCheck %s

// A chain through local arrays of two shapes.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 8, N = 24 };
wsp_kernel static void sums(wsp_in const float a[M][N], wsp_out float s[M]) {
  for (int i = 0; i < M; i++) {
    s[i] = 0;
    for (int j = 0; j < N; j++) s[i] += a[i][j];
  }
}
wsp_kernel static void center(wsp_in const float a[M][N], wsp_in const float s[M], wsp_out float b[M][N]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) b[i][j] = a[i][j] - s[i] / N;
}
wsp_workload void chain(wsp_in const float A[M][N], wsp_out float B[M][N]) {
  float S[M], T[M][N], U[M];
  sums(A, S);
  center(A, S, T);
  sums(T, U);
  center(T, U, B);
}
