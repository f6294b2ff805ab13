// RUN: ptowsp-run %s --check --workload=w --size n=37 --size s=5 | FileCheck %s
// RUN: ptowsp-run %s --check --workload=w --size n=1 --size s=0 | FileCheck %s
// RUN: ptowsp-run %s --check --workload=w --size n=64 --size s=-9 | FileCheck %s

// Variables that are multiplied and divided take the values they take in C.
#include <stddef.h>
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void k(int r[N], int n, int s, unsigned u, long q) {
  for (int h = 1; h < n; h *= 2) r[h % N] += h;
  for (int h = 1; h <= n; h <<= 2) r[h % N] += h * 3;
  for (int h = 2; h < n; h = h * 3) r[h % N] ^= h;
  for (int h = 2; n > h; h = 5 * h) r[h % N] ^= h;
  for (int h = s; h > 0; h /= 2) r[h & 63] += 7;
  for (int h = s; h >= 3; h /= 3) r[h & 63] += 11;
  for (unsigned h = u; h != 0; h >>= 1) { r[h & 63] += 13; }
  for (int h = s; h > 0; h = h >> 3) r[h & 63] -= h;
  for (int h = 1, t = 0; h < 64; h += h, t += 3) r[h] += t;
  for (size_t z = 1; z < (size_t)n; z *= 2) r[z % N] += (int)z;
  for (long z = 1; z < q; z *= 7) r[z % N] += (int)(z % 1000);
  for (unsigned v = u; v > 0; v /= 2) r[v % N] += 5;
  for (unsigned v = u; v > 1; v /= 10) r[v % N] += 5;
  for (int h = 1; 2 * h < n; h *= 2) { if (h == 8) continue; if (h == 16) break; r[h % N] += 100; }
  for (int h = 1; h < n; h *= 2) for (int g = 0; g < N; g += 2 * h) r[g] += h;
  for (int h = 1; h < N; h *= 2) for (int g = 0; g + h < N; g += 2 * h) r[g] += r[g + h];
  for (int h = N / 2; h >= 1; h /= 2) for (int i = 0; i < h; i++) r[i] += r[i + h];
}
wsp_workload void w(int n, int s, wsp_inout int a[4][N]) {
  k(a[0], n, s, (unsigned)s * 3u, n * 100000000000L);
  for (int h = 1; h < n; h *= 2) if (h < 64) k(a[h % 4], h, s + h, 9, h);
  for (int h = n; h > 0; h /= 3) a[h % 4][h % N] += h;
}

// CHECK: check: ok
