// RUN: ptowsp-run %s --check | FileCheck %s

// The maximum of windows of 2x2 with a stride of two.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { H = 12, W = 10 };
wsp_kernel static void k(wsp_in const int8_t x[H][W], wsp_out int8_t y[H / 2][W / 2]) {
  for (int i = 0; i < H / 2; i++)
    for (int j = 0; j < W / 2; j++) {
      int8_t m = x[2 * i][2 * j];
      for (int p = 0; p < 2; p++)
        for (int q = 0; q < 2; q++) m = x[2 * i + p][2 * j + q] > m ? x[2 * i + p][2 * j + q] : m;
      y[i][j] = m;
    }
}
wsp_workload void pool(wsp_in const int8_t X[H][W], wsp_out int8_t Y[H / 2][W / 2]) { k(X, Y); }
