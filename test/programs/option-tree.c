// RUN: ptowsp-run %s --check | FileCheck %s

// A tree of prices, rolled back in place over a shrinking range.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { OPT = 32, STEPS = 6 };
wsp_kernel static void tree(const float s0[OPT], const float strike[OPT], float price[OPT]) {
  const float u = 1.1f, p = 0.52f, disc = 0.995f;
  float v[OPT][STEPS + 1];
  for (int o = 0; o < OPT; o++) {
    float s = 10 + s0[o];
    for (int i = 0; i < STEPS; i++) s /= u;
    for (int i = 0; i <= STEPS; i++) {
      v[o][i] = fmaxf(10 + strike[o] - s, 0.0f);
      s *= u * u;
    }
    for (int t = STEPS - 1; t >= 0; t--)
      for (int i = 0; i <= t; i++) v[o][i] = disc * (p * v[o][i + 1] + (1 - p) * v[o][i]);
    price[o] = v[o][0];
  }
}
wsp_workload void options(const float s0[2][OPT], const float strike[2][OPT], float price[2][OPT]) {
  for (int b = 0; b < 2; b++) tree(s0[b], strike[b], price[b]);
}
