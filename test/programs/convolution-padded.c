// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// Channels of a picture whose border is taken as zero, by conditions and by loops that are left early: products
// for each part of the picture, and nothing outside of it is read.
// CHECK-NOT: scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { I = 5, O = 7, H = 9, W = 14, R = 3 };
wsp_kernel static void conditions(wsp_in const float x[I][H][W], wsp_in const float f[O][I][R][R], wsp_in const float b[O], wsp_out float y[O][H][W]) {
  for (int o = 0; o < O; o++)
    for (int v = 0; v < H; v++)
      for (int u = 0; u < W; u++) {
        float s = b[o];
        for (int i = 0; i < I; i++)
          for (int q = 0; q < R; q++)
            for (int r = 0; r < R; r++)
              if (v + q >= 1 && v + q <= H && u + r >= 1 && u + r <= W) s += x[i][v + q - 1][u + r - 1] * f[o][i][q][r];
        y[o][v][u] = s > 0 ? s : 0;
      }
}
wsp_kernel static void rows(wsp_in const float x[I][W], wsp_in const float f[O][I][R], wsp_out float y[O][W]) {
  for (int o = 0; o < O; o++)
    for (int u = 0; u < W; u++) {
      float s = 0;
      for (int i = 0; i < I; i++)
        for (int r = 0; r < R; r++) {
          int at = u + r - 1;
          if (at < 0 || at >= W) continue;
          s += x[i][at] * f[o][i][r];
        }
      y[o][u] = s;
    }
}
wsp_workload void run(wsp_in const float X[I][H][W], wsp_in const float F[O][I][R][R], wsp_in const float B[O], wsp_out float Y[O][H][W], wsp_in const float Z[I][W], wsp_in const float G[O][I][R], wsp_out float V[O][W]) {
  conditions(X, F, B, Y);
  rows(Z, G, V);
}
