// RUN: ptowsp-run %s --check | FileCheck %s

// A matrix times a vector, and its transpose times another.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 32, N = 48 };
wsp_kernel static void k(wsp_in const float a[M][N], wsp_in const float x[N], wsp_out float y[M]) {
  for (int i = 0; i < M; i++) {
    y[i] = 0;
    for (int j = 0; j < N; j++) y[i] += a[i][j] * x[j];
  }
}
wsp_kernel static void t(wsp_in const float a[M][N], wsp_in const float y[M], wsp_out float z[N]) {
  for (int j = 0; j < N; j++) z[j] = 0;
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) z[j] += a[i][j] * y[i];
}
wsp_workload void matvec(wsp_in const float A[M][N], wsp_in const float X[N], wsp_out float Y[M], wsp_out float Z[N]) {
  k(A, X, Y);
  t(A, Y, Z);
}
