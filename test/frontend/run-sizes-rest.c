// RUN: ptowsp-run %s --check --size H=50 --size W=33 | FileCheck %s
// RUN: ptowsp-run %s --check --size H=5 --size W=1 | FileCheck %s

// A filter of rows as a C programmer writes it: sizes, remainders, helpers, tables, enumerators.
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <ptowsp/ptowsp.h>
#define TILE 16
enum mode { LINEAR, RELU = 3, GELU };
static const float taps[3] = {0.25f, 0.5f, 0.25f};
static const int kernel_width = 3;
static inline float activate(float x, enum mode m) {
  switch (m) {
    case LINEAR: return x;
    case RELU: return x > 0 ? x : 0;
    default: return 0.5f * x * (1 + erff(x * 0.70710678f));
  }
}
static inline bool inside(int i, int n) { return i >= 0 && i < n; }
static float smooth(int n, const float row[restrict n], int i) {
  float s = 0;
  for (int t = 0; t < kernel_width; t++) {
    const int at = i + t - 1;
    if (!inside(at, n)) continue;
    s += taps[t] * row[at];
  }
  return s;
}
wsp_kernel static void rows(int n, int m, wsp_in const float a[n][m], wsp_out float b[n][m], enum mode act) {
  int i, j;
  for (i = 0; i < n; i++)
    for (j = 0; j < m; j++) b[i][j] = activate(smooth(m, a[i], j), act);
}
wsp_workload void filter(int H, int W, wsp_in const float in[H][W], wsp_out float out[H][W], wsp_out float mean[H]) {
  float mid[H][W], w3[3] = {1, 2, 1};
  for (wsp_parallel int i = 0; i < H; i += TILE)
    rows(H - i < TILE ? H - i : TILE, W, &in[i], &mid[i], GELU);
  for (wsp_parallel wsp_tile(TILE) int i = 0; i < H; i++)
    for (int j = 0; j < W; j++) out[i][j] = mid[i][j] * w3[0] + w3[1];
  for (wsp_parallel wsp_tile(8) int i = 0; i < H; i++) {
    float s = 0;
    for (int j = 0; j < W; j++) s += out[i][j];
    mean[i] = s / W;
  }
}

// CHECK: check: ok
