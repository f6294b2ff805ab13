// RUN: ptowsp-run %s --check | FileCheck %s

// Rows scaled to 8-bit integers by their largest magnitude, and back.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 5, N = 33 };
wsp_kernel static void pack(wsp_in const float x[M][N], wsp_out int8_t q[M][N], wsp_out float s[M]) {
  for (int i = 0; i < M; i++) {
    float max = 1e-9f;
    for (int j = 0; j < N; j++) max = fmaxf(max, fabsf(x[i][j]));
    s[i] = max / 127;
    for (int j = 0; j < N; j++) q[i][j] = (int8_t)rintf(x[i][j] / s[i]);
  }
}
wsp_kernel static void unpack(wsp_in const int8_t q[M][N], wsp_in const float s[M], wsp_out float y[M][N]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) y[i][j] = q[i][j] * s[i];
}
wsp_workload void quantize(wsp_in const float X[M][N], wsp_out int8_t Q[M][N], wsp_out float Y[M][N]) {
  float S[M];
  pack(X, Q, S);
  unpack(Q, S, Y);
}
