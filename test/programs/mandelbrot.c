// RUN: ptowsp-run %s --check | FileCheck %s

// Escape counts after a fixed number of iterations.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { H = 8, W = 12, STEPS = 20 };
wsp_kernel static void k(wsp_in const double re[W], wsp_in const double im[H], wsp_out int32_t n[H][W]) {
  for (int i = 0; i < H; i++)
    for (int j = 0; j < W; j++) {
      double x = 0, y = 0;
      n[i][j] = 0;
      for (int s = 0; s < STEPS; s++) {
        double xx = x * x, yy = y * y;
        if (xx + yy <= 4) {
          y = 2 * x * y + im[i];
          x = xx - yy + 2 * re[j];
          n[i][j]++;
        }
      }
    }
}
wsp_workload void escape(wsp_in const double X[W], wsp_in const double Y[H], wsp_out int32_t N[H][W]) { k(X, Y, N); }
