// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-run %s --check --seed 5 --threads 2 | FileCheck %s

// Bounds, conditions, subscripts and numbers for tasks that are read from arrays.
// CHECK: check: ok
#include <stdint.h>
#include <ptowsp/ptowsp.h>
enum { B = 6, T = 16, N = 32 };
wsp_kernel static void add(int n, const float x[N], float y[N]) {
  for (int i = 0; i < N; i++) y[i] += x[i] * n;
}
wsp_kernel static void scale(const float x[N], float y[N]) {
  for (int i = 0; i < N; i++) y[i] = x[i] * 2;
}
static const int order[B] = {3, 1, 5, 0, 4, 2};
wsp_workload void w(const float x[2 * T][N], float y[B][N], const uint8_t len[B], const int8_t mask[B], const int to[B]) {
  int off = 0, most = 0;
  for (int b = 0; b < B; b++) {
    int n = len[b] & 7;
    for (int t = 0; t < n; t++) add(mask[t % B], x[(off + t) % T], y[order[b]]);
    for (int t = to[b] & 3; t <= (to[(b + 1) % B] & 7); t += 2) add(t, x[T + t], y[b]);
    off += n;
    if (n > most) most = n;
  }
  for (int b = 0; b < B; b++) {
    if (mask[b] > 0 && (b == 0 || mask[b - 1] < 3)) scale(y[b], y[(b + 1) % B]);
    else if (mask[b] == -2) continue;
    add(off, x[mask[b] & 15], y[b]);
  }
  for (int i = 0; i < most; i++) add(i, x[i], y[0]);
}
