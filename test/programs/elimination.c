// RUN: ptowsp-run %s --check | FileCheck %s

// Loops whose bounds depend on an outer loop that runs in order, tiled.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 32 };
wsp_workload void eliminate(wsp_inout float a[N][N]) {
  for (int k = 0; k < N; k++) {
    for (wsp_tile(8) int i = k + 1; i < N; i++) a[i][k] = a[i][k] * 0.25f;
    for (wsp_tile(8) int i = k + 1; i < N; i++)
      for (wsp_tile(8) int j = k + 1; j < N; j++) a[i][j] -= a[i][k] * a[k][j] * 0.01f;
  }
}
