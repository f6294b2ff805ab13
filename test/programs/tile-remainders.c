// RUN: ptowsp-run %s --check | FileCheck %s

// Three loops whose tiles leave remainders.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 19, N = 23, K = 17 };
wsp_workload void rest(wsp_in const float A[M][K], wsp_in const float B[K][N], wsp_out float C[M][N]) {
  for (wsp_parallel wsp_tile(8) int i = 0; i < M; i++)
    for (wsp_parallel wsp_tile(16) int j = 0; j < N; j++) {
      C[i][j] = 0;
      for (wsp_tile(5) int k = 0; k < K; k++) C[i][j] += A[i][k] * B[k][j];
    }
}
