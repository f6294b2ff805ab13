// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// Heads of a causal attention are tasks of their own, whatever becomes of the rows.
// CHECK: choose-heads.c:[[#@LINE+7]]:3: remark: tiles chosen: 'h' by 1
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { H = 3, S = 48, D = 32 };
wsp_workload void attend(const float q[S][H * D], const float k[S][H * D], const float v[S][H * D],
                         float y[S][H * D]) {
  for (int h = 0; h < H; h++)
    for (int t = 0; t < S; t++) {
      float p[S], m = -INFINITY, sum = 0;
      for (int u = 0; u <= t; u++) {
        float s = 0;
        for (int d = 0; d < D; d++) s += q[t][h * D + d] * k[u][h * D + d];
        p[u] = s;
        m = fmaxf(m, s);
      }
      for (int u = 0; u <= t; u++) sum += p[u] = expf(p[u] - m);
      for (int d = 0; d < D; d++) {
        float s = 0;
        for (int u = 0; u <= t; u++) s += p[u] * v[u][h * D + d];
        y[t][h * D + d] = s / sum;
      }
    }
}
