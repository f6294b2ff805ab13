// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// The lower triangle of a product with itself: tiles on the diagonal are cube work as well.
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 48, K = 32 };
wsp_workload void square(wsp_in const float a[N][K], wsp_inout float c[N][N]) {
  for (wsp_tile(16) int i = 0; i < N; i++)
    for (wsp_tile(16) int j = 0; j <= i; j++)
      for (int k = 0; k < K; k++) c[i][j] += a[i][k] * a[j][k];
}
