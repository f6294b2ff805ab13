// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not='stays scalar'

// Silu and softplus in one pass of tile instructions, over an odd width.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { M = 6, N = 53 };
wsp_kernel static void k(wsp_in const float x[M][N], wsp_out float y[M][N], wsp_out float z[M][N]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) {
      y[i][j] = x[i][j] / (1 + expf(-x[i][j]));
      z[i][j] = logf(1 + expf(x[i][j]));
    }
}
wsp_workload void silu(wsp_in const float X[M][N], wsp_out float Y[M][N], wsp_out float Z[M][N]) { k(X, Y, Z); }
