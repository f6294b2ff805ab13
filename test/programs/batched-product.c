// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not='stays scalar'

// Products of small matrices in a batch, one a task.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { B = 5, N = 16 };
wsp_kernel static void k(wsp_in const float a[N][N], wsp_in const float b[N][N], wsp_out float c[N][N]) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      c[i][j] = 0;
      for (int x = 0; x < N; x++) c[i][j] += a[i][x] * b[x][j];
    }
}
wsp_workload void batched(wsp_in const float X[B][N][N], wsp_in const float Y[B][N][N], wsp_out float Z[B][N][N]) {
  for (wsp_parallel int b = 0; b < B; b++) k(X[b], Y[B - 1 - b], Z[b]);
}
