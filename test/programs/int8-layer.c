// RUN: ptowsp-run %s --check | FileCheck %s

// A layer of 8-bit integers: products, rounding shift, saturation.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
#define CLAMP(v, lo, hi) ((v) < (lo) ? (lo) : (v) > (hi) ? (hi) : (v))
enum { M = 8, N = 40, K = 64, SHIFT = 7 };
wsp_workload void qlinear(const int8_t a[M][K], const int8_t w[N][K], const int32_t bias[N],
                          int8_t out[M][N]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) {
      int32_t acc = bias[j];
      for (int k = 0; k < K; k++) acc += (int32_t)(a[i][k] + 3) * w[j][k];
      acc = (acc + (1 << (SHIFT - 1))) >> SHIFT;
      out[i][j] = (int8_t)CLAMP(acc, -128, 127);
    }
}
