// RUN: ptowsp-run %s --check | FileCheck %s

// Lattice Boltzmann: constant tables in sums and in subscripts that wrap around.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { W = 16, H = 6, Q = 9 };
static const int cx[Q] = {0, 1, 0, -1, 0, 1, -1, -1, 1};
static const int cy[Q] = {0, 0, 1, 0, -1, 1, 1, -1, -1};
static const float wt[Q] = {4.f / 9,  1.f / 9,  1.f / 9,  1.f / 9, 1.f / 9,
                            1.f / 36, 1.f / 36, 1.f / 36, 1.f / 36};
wsp_workload void lbm(wsp_in const float f[Q][H][W], wsp_out float g[Q][H][W]) {
  const float omega = 1.2f;
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++) {
      float rho = 3.0f, ux = 0, uy = 0;
      for (int q = 0; q < Q; q++) {
        rho += f[q][y][x] * f[q][y][x];
        ux += cx[q] * f[q][y][x];
        uy += cy[q] * f[q][y][x];
      }
      ux /= rho;
      uy /= rho;
      for (int q = 0; q < Q; q++) {
        const float cu = 3.0f * (cx[q] * ux + cy[q] * uy);
        const float eq = wt[q] * rho * (1.0f + cu + 0.5f * cu * cu - 1.5f * (ux * ux + uy * uy));
        g[q][(y + cy[q] + H) % H][(x + cx[q] + W) % W] = f[q][y][x] * (1.0f - omega) + eq * omega;
      }
    }
}
