// RUN: ptowsp-run %s --check | FileCheck %s

// A separable filter whose subscripts are clamped to the image.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { H = 12, W = 40, R = 2 };
static const float g[2 * R + 1] = {0.0625f, 0.25f, 0.375f, 0.25f, 0.0625f};
static inline int clampi(int v, int lo, int hi) { return v < lo ? lo : v > hi ? hi : v; }
wsp_workload void blur(const float in[H][W], float out[H][W]) {
  float tmp[H][W];
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++) {
      float s = 0;
      for (int k = -R; k <= R; k++) s += g[k + R] * in[y][clampi(x + k, 0, W - 1)];
      tmp[y][x] = s;
    }
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++) {
      float s = 0;
      for (int k = -R; k <= R; k++) s += g[k + R] * tmp[clampi(y + k, 0, H - 1)][x];
      out[y][x] = s;
    }
}
