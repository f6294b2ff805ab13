// RUN: ptowsp-run %s --check | FileCheck %s

// A 3x3 convolution of two channels into three.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { C = 2, D = 3, H = 9, W = 11 };
wsp_kernel static void k(wsp_in const float x[C][H][W], wsp_in const float w[D][C][3][3], wsp_out float y[D][H - 2][W - 2]) {
  for (int d = 0; d < D; d++)
    for (int i = 0; i < H - 2; i++)
      for (int j = 0; j < W - 2; j++) {
        float sum = 0;
        for (int c = 0; c < C; c++)
          for (int p = 0; p < 3; p++)
            for (int q = 0; q < 3; q++) sum += x[c][i + p][j + q] * w[d][c][p][q];
        y[d][i][j] = sum;
      }
}
wsp_workload void conv(wsp_in const float X[C][H][W], wsp_in const float F[D][C][3][3], wsp_out float Y[D][H - 2][W - 2]) {
  k(X, F, Y);
}
