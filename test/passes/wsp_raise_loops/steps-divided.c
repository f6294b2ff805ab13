// A variable that is divided by its step counts the iterations; what else is made of it as a value
// is computed in 32 bits.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
#include <math.h>
#include <stdint.h>
#include <ptowsp/ptowsp.h>
enum { H = 12, W = 20, D = 64 };
wsp_workload void w(const float x[H][W], float u[H / 2][W / 2], float freq[D / 2], const float z[120], float v[80]) {
  for (int i = 0; i < H; i += 2)
    for (int j = 0; j < W; j += 2)
      u[i / 2][j / 2] = (x[i][j] + x[i][j + 1] + x[i + 1][j] + x[i + 1][j + 1]) * 0.25f;
  for (int i = 0; i < D; i += 2)
    freq[i / 2] = 1.0f / powf(10000.0f, i % 16 / 16.0f);
  for (int i = 4; i < 120; i += 6) {
    v[i / 2] = z[i];
    v[i / 2 + 1] = z[i] * (i / 12) - (i + 1) / 3 + (i % 12) * (i * i % 7);
  }
}
// CHECK-NOT: stays scalar
// CHECK: check: ok
