// RUN: ptowsp-run %s --check | FileCheck %s

// Weights of four bits, two in a byte, with a scale for each group.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 8, N = 32, K = 64, G = 32 };
wsp_kernel static void int4_gemv(wsp_in const float x[M][K], wsp_in const uint8_t q[K / 2][N],
                                 wsp_in const float scale[K / G][N], wsp_out float y[M][N]) {
  float w[K][N];
  for (int k = 0; k < K / 2; k++)
    for (int n = 0; n < N; n++) {
      w[2 * k][n] = (float)((q[k][n] & 15) - 8) * scale[2 * k / G][n];
      w[2 * k + 1][n] = (float)((q[k][n] >> 4) - 8) * scale[2 * k / G][n];
    }
  for (int m = 0; m < M; m++)
    for (int n = 0; n < N; n++) {
      float s = 0;
      for (int k = 0; k < K; k++) s += x[m][k] * w[k][n];
      y[m][n] = s;
    }
}
wsp_workload void int4(const float x[M][K], const uint8_t q[K / 2][N], const float scale[K / G][N],
                       float y[M][N]) {
  int4_gemv(x, q, scale, y);
}
