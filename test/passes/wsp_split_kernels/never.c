// A sum that no iteration adds to is what it began as, and the nest that clears it stays alone.
// RUN: ptowsp-run --workload=run --check %s | FileCheck %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --wsp-split-kernels -o /dev/null
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { H = 9, W = 14, I = 5, O = 7, R = 3 };

wsp_kernel static void never(wsp_in const float x[I][H][W], wsp_in const float f[O][I][R][R], wsp_in const float b[O], wsp_out float y[O][H][W]) {
  for (int o = 0; o < O; o++)
    for (int v = 0; v < H; v++)
      for (int u = 0; u < W; u++) {
        float s = b[o];
        for (int i = 0; i < I; i++)
          for (int q = 0; q < R; q++)
            for (int r = 0; r < R; r++)
              if (v + q >= 1 && v + q <= 0 && u + r >= 1 && u + r <= W) s += x[i][v + q - 1][u + r - 1] * f[o][i][q][r];
        y[o][v][u] = s;
      }
}
wsp_workload void run(wsp_in const float x[I][H][W], wsp_in const float f[O][I][R][R], wsp_in const float b[O], wsp_out float y[O][H][W]) {
  never(x, f, b, y);
}
