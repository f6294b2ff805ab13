// RUN: ptowsp-run %s --check --size=n=5 | FileCheck %s

// memcpy and memset of arrays, rows and first elements, in kernels and between tasks.
#include <string.h>
#include <stdint.h>
#include <ptowsp/ptowsp.h>
enum { N = 12 };
wsp_kernel void k(int n, const float a[4][N], float o[4][N], int8_t b[4 * N], uint16_t c[n]) {
  float t[4][N], r[N], v[n][3];
  memcpy(t, a, sizeof t);
  memcpy(r, a[1], sizeof r);
  memcpy(&r[2], &a[2][5], 3 * sizeof(float));
  memset(b, -1, 4 * N);
  memset(b + 4, 0, sizeof(int8_t[8]));
  memset(c, 0x5a, n * sizeof *c);
  memset(v[1], 0, sizeof v[1]);
  memcpy(&t[2], t, 2 * sizeof t[0]);
  memset(o, 0, sizeof(float) * 4 * N);
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < N; j++) o[i][j] += t[i][j] + r[j] + v[1][j % 3];
}
wsp_workload void w(int n, const float A[4][N], float O[4][N], float P[4][N], int8_t B[4 * N], uint16_t C[n]) {
  float T[4][N];
  k(n, A, O, B, C);
  memcpy(T, O, sizeof T);
  memset(P, 0, sizeof(float[4][N]));
  memcpy(P[1], T[2], sizeof T[2]);
}

// CHECK: check: ok
