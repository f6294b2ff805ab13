// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// A loop that conditions depend on stays whole: where its tiles begin would be an argument of the kernel.
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { H = 480, W = 640 };

// CHECK: tiles chosen: 'y' by {{[0-9]+}}, 'x' whole
// CHECK-NOT: stays scalar
// CHECK: check: ok
wsp_workload void edges(const float in[H][W], float out[H][W])
{
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++)
      out[y][x] = x == 0 || x == W - 1 ? in[y][x] : fmaxf(in[y][x - 1], in[y][x + 1]) * in[y][x];
}
