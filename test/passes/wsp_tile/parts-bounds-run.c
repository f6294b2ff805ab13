// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// Where bounds depend on a loop, its tiles have kernels of their own: each has bounds that are known.
// Rows of 300 scores do not fit beside each other whole, so that the loop is cut.
// CHECK: tiles chosen: 't' by {{[0-9]+}}
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { S = 300, D = 16 };
wsp_workload void attend(const float q[S][D], const float k[S][D], float y[S][S]) {
  for (int t = 0; t < S; t++) {
    float m = -INFINITY, sum = 0;
    for (int u = 0; u <= t; u++) {
      float s = 0;
      for (int d = 0; d < D; d++) s += q[t][d] * k[u][d];
      y[t][u] = s;
      m = fmaxf(m, s);
    }
    for (int u = 0; u <= t; u++) sum += y[t][u] = expf(y[t][u] - m);
    for (int u = 0; u <= t; u++) y[t][u] /= sum;
    for (int u = t + 1; u < S; u++) y[t][u] = 0;
  }
}
