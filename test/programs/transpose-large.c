// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// One task transposes far more than a vector unit's memory holds.
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 700, M = 900 };
wsp_workload void transpose(wsp_in const float x[N][M], wsp_out float y[M][N]) {
  for (wsp_tile(M) int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) y[i][j] = x[j][i];
}
