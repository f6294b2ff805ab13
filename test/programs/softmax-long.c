// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// Rows larger than a vector unit's memory go through it piece by piece, three times.
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <math.h>
enum { N = 4, M = 65536 };
wsp_workload void softmax(wsp_in const float x[N][M], wsp_out float y[N][M]) {
  for (wsp_tile(2) int i = 0; i < N; i++) {
    float m = x[i][0], sum = 0;
    for (int j = 1; j < M; j++) m = fmaxf(m, x[i][j]);
    for (int j = 0; j < M; j++) {
      y[i][j] = expf(x[i][j] - m);
      sum += y[i][j];
    }
    for (int j = 0; j < M; j++) y[i][j] /= sum;
  }
}
