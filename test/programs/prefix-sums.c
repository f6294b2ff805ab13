// RUN: ptowsp-run %s --check | FileCheck %s

// Prefix sums along rows, and along columns.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 6, N = 20 };
wsp_kernel static void rows(wsp_in const int32_t a[M][N], wsp_out int32_t b[M][N]) {
  for (int i = 0; i < M; i++) {
    int32_t sum = 0;
    for (int j = 0; j < N; j++) {
      sum += a[i][j];
      b[i][j] = sum;
    }
  }
}
wsp_kernel static void columns(wsp_inout int32_t a[M][N]) {
  for (int i = 1; i < M; i++)
    for (int j = 0; j < N; j++) a[i][j] += a[i - 1][j];
}
wsp_workload void prefix(wsp_in const int32_t A[M][N], wsp_out int32_t B[M][N]) { rows(A, B); columns(B); }
