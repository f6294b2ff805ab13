// RUN: ptowsp-run %s --size n=17 --check | FileCheck %s

// Three loops that depend on one another and on a parameter are tiled.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 20 };
wsp_workload void pyramid(int n, wsp_in const float x[N][N][N], wsp_inout float y[N][N][N]) {
  for (wsp_tile(4) int i = 0; i < n; i++)
    for (wsp_tile(4) int j = 0; j <= i; j++)
      for (wsp_tile(4) int k = j; k <= i; k++) y[i][j][k] = x[k][j][i] + 1;
}
