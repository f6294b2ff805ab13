// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// A trial does not take the first tile's borders for those of all: rows stay whole, and are raised.
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { H = 40, W = 64 };

// CHECK-NOT: stays scalar
// CHECK: check: ok
wsp_workload void edges(const float in[H][W], float out[H][W])
{
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++)
      out[y][x] = x == 0 || x == W - 1 ? in[y][x] : fmaxf(in[y][x - 1], in[y][x + 1]) * in[y][x];
}
