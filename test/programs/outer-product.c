// RUN: ptowsp-run %s --check | FileCheck %s

// An outer product added to a matrix, with a scale.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 13, N = 29 };
wsp_kernel static void k(wsp_in const float x[M], wsp_in const float y[N], wsp_inout float a[M][N], float s) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) a[i][j] += s * (x[i] * y[j]);
}
wsp_workload void outer(wsp_in const float X[M], wsp_in const float Y[N], wsp_inout float A[M][N]) { k(X, Y, A, 0.5f); }
