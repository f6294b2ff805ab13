// RUN: ptowsp-run %s --check | FileCheck %s

// The place of the largest element of each row, the first of equals.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 7, N = 19 };
wsp_kernel static void k(wsp_in const int32_t x[M][N], wsp_out int32_t at[M], wsp_out int32_t best[M]) {
  for (int i = 0; i < M; i++) {
    at[i] = 0;
    best[i] = x[i][0];
    for (int j = 1; j < N; j++)
      if (x[i][j] > best[i]) {
        best[i] = x[i][j];
        at[i] = j;
      }
  }
}
wsp_workload void argmax(wsp_in const int32_t X[M][N], wsp_out int32_t I[M], wsp_out int32_t B[M]) { k(X, I, B); }
