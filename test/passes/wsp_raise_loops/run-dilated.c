// An element at a distance that an argument gives, where there is one.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { C = 6, L = 211, D = 4 };

wsp_kernel static void causal(const float w[2][C][C], const float x[C][L], float y[C][L], int d) {
  for (int o = 0; o < C; o++)
    for (int t = 0; t < L; t++) {
      float s = 0;
      for (int i = 0; i < C; i++) {
        s += w[1][o][i] * x[i][t];
        if (t >= d) s += w[0][o][i] * x[i][t - d];
      }
      y[o][t] = s > 0 ? s : 0;
    }
}

wsp_kernel static void doubling(const int32_t x[L], int32_t y[L], int level) {
  for (int t = 0; t < L; t++) y[t] = x[t] + (t + (1 << level) < L ? x[t + (1 << level)] : -1);
}

wsp_workload
void all(const float w[2][C][C], const float x[C][L], float y[D][C][L], const int32_t n[L], int32_t m[D][L]) {
  for (int d = 0; d < D; d++) {
    causal(w, x, y[d], 3 * d);
    doubling(n, m[d], d);
  }
}
