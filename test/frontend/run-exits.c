// RUN: ptowsp-run %s --check --size M=3 | FileCheck %s
// RUN: ptowsp-run %s --check --size M=1 --seed 2 | FileCheck %s

// Functions, loops and workloads that are left early, in every way C has.
#include <stdint.h>
#include <ptowsp/ptowsp.h>
enum { N = 24 };
static float relu(float x) { if (x < 0) return 0; return x; }
static int grade(int x) {
  if (x > 90) { return 1; }
  else if (x > 50) { if (x > 70) return 2; return 3; }
  if (x < -50) return -1;
  int y = x * 2;
  if (y < 0) return y;
  return y + 7;
}
static int find(const int a[N], int want) {
  for (int i = 0; i < N; i++)
    if (a[i] > want) return i;
  return -1;
}
static int nested(int a, int b) {
  int s = 0;
  if (a > 0) { if (b > 0) return 5; s = 3; }
  s += a & 15;
  for (int i = 0; i < 9; i++) {
    if (i == b) break;
    for (int j = 0; j < 5; j++) {
      if (j == a) continue;
      if (j + i == 11) return s;
      s += j;
      if (s > 50) break;
    }
    if (s % 7 == 3) continue;
    s++;
  }
  return s;
}
static int kinds(int8_t x) {
  switch (x & 7) {
    case 0: return 9;
    case 1: case 2: { int t = x; return t + 1; }
    case 3: break;
    case 4: if (x < 0) break; x += 3; break;
    default: return -x;
    case 6: x = 11;
  }
  return x;
}
static int all(unsigned x) { switch (x % 3u) { case 0: return 1; case 1: return 2; default: return 3; } }
wsp_kernel static void k(const int a[N], const float f[N], int r[N], float g[N], int n) {
  if (n == 0) return;
  for (int i = 0; i < N; i++) {
    if (i == 3) continue;
    g[i] = relu(f[i]);
    r[i] = grade(a[i] % 100) + find(a, i * 1000000) + nested(a[i] % 7, a[i] % 5) + kinds((int8_t)a[i]) + all((unsigned)a[i]);
    if (i == 20) break;
    switch (i) { case 4: continue; case 5: r[i] = 1; break; case 7: r[i] += 2; }
    r[i] ^= 5;
  }
  r[0] += 100;
}
wsp_workload void w(int M, const int A[4][N], const float F[4][N], int R[4][N], float G[4][N]) {
  if (M < 2) return;
  for (int i = 0; i < 4; i++) {
    if (i == 2) continue;
    k(A[i], F[i], R[i], G[i], i);
  }
}

// CHECK: check: ok
