// RUN: ptowsp-run %s --check | FileCheck %s

// A tile size beyond the extents of the array.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 5, N = 11 };
wsp_workload void large(wsp_in const float A[M][N], wsp_out float B[M][N]) {
  for (wsp_parallel wsp_tile(64) int i = 0; i < M; i++)
    for (wsp_parallel wsp_tile(32) int j = 0; j < N; j++) B[i][j] = A[i][j] * 2 - 1;
}
