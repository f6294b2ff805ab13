// RUN: ptowsp-run %s --check | FileCheck %s

// Variables beside the one that is compared: doubled, halved, or stepped where the step is a parameter.
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void k(int r[N], int n, int T) {
  for (int i = 0, j = 0; i < n; i += T, j++) r[j & 63] += i;
  for (int i = n, j = 5, h = 1; i > 0; i -= T, j += 3, h *= 2) r[j & 63] += h;
  for (int L = 6, h = 64; L > 0; L--, h /= 2) r[L] += h;
  for (int s = 0, h = 1; s < 6; s++, h <<= 1) r[h] += s;
  for (int s = 0, h = 1000; s < n; s++, h >>= 3) r[h & 63] += s;
  for (int s = 0, h = 1, g = 32; h < N; s++, h *= 2, g /= 2) r[h] += s * g;
  for (int s = 0, h = 1; s < 30; s += 7, h += h) r[s] += h;
}
wsp_workload void w(wsp_inout int a[N]) { k(a, 7, 2); k(a, 50, 9);  for (int s = 0, h = 1; s < 6; s++, h <<= 1) k(a, h, s + 2);
  for (int s = 0, h = 1; h < N; s++, h *= 2) a[h] += s; }

// CHECK: check: ok
