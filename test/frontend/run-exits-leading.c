// RUN: ptowsp-run %s --check --size m=3 | FileCheck %s
// RUN: ptowsp-run %s --check --size m=0 | FileCheck %s
// RUN: ptowsp-run %s --check --size m=4 --seed 2 | FileCheck %s

// Loops that conditions on their variables leave, with and without work before and behind.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64, W = 6 };
wsp_kernel static void acc(wsp_in const float x[N], wsp_inout float y[N]) { for (int i = 0; i < N; i++) y[i] += x[i]; }
wsp_kernel static void tri(const float x[N], float y[N]) {
  for (int i = N - 1; i >= 0; i--) {
    float s = 0;
    for (int j = N - 1; j >= 0; j--) { if (j < i || 2 * j + 1 < i) break; s += x[j]; }
    y[i] = s;
  }
}
wsp_workload void w(int m, const float x[8][N], float y[8][N], float z[N], const float a[N], float b[N])
{
  for (int i = 0; i < 8; i++)
    for (int t = 0; t < 8; t++) { if (t > i || t >= m) break; acc(x[t], y[i]); }
  for (int i = 0; i < 8; i++)
    for (int t = 0; t < 8; t += 2) { if (t - 3 >= i) break; if (m == 4 && t > 2) { break; } acc(x[t], y[i]); if (t == 4) break; acc(x[t+1], y[i]); }
  tri(x[0], z);
  for (int i = 0; i < N; i++) {
    float s = 0;
    for (int k = -W; k <= W; k++) { if (i + k < 0) continue; if (i + k >= N) break; s += a[i + k]; }
    b[i] = s;
  }
}
