// What conditions and subscripts are made of stays in the terms of the loops: an image is put
// together from the columns of its patches.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
#include <ptowsp/ptowsp.h>
enum { C = 2, H = 7, W = 9, K = 3, HC = 4, WC = 5 };
wsp_workload void col2im(const float col[C * K * K][HC][WC], float im[C][H][W]) {
  for (int c = 0; c < C * K * K; c++) {
    int x = c % K, y = c / K % K;
    for (int h = 0; h < HC; h++)
      for (int w = 0; w < WC; w++) {
        int row = y + h * 2 - 1, at = x + w * 2 - 1;
        if (row >= 0 && at >= 0 && row < H && at < W) im[c / K / K][row][at] += col[c][h][w];
      }
  }
}
// CHECK-NOT: stays scalar
// CHECK: check: ok
