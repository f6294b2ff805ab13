// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// Subscripts clamped with ?: by a helper are indices that are chosen, and gathered.
#include <ptowsp/ptowsp.h>
enum { H = 6, W = 40 };
static inline int clampi(int v, int lo, int hi) { return v < lo ? lo : v > hi ? hi : v; }

// CHECK-NOT: stays scalar
// CHECK: check: ok
wsp_kernel static void blur(const float in[H][W], float out[H][W])
{
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++) {
      float s = 0;
      for (int k = -2; k <= 2; k++) s += in[y][clampi(x + k, 0, W - 1)];
      out[y][x] = s;
    }
}
wsp_workload void w(const float in[H][W], float out[H][W]) { blur(in, out); }
