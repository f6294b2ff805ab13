// Every other element, from a start that varies with other loops: all elements, under a mask.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 66, M = 47, IT = 2 };

wsp_kernel static void half(float u[N][N], const float f[N][N], int32_t color) {
  for (int i = 1; i < N - 1; i++)
    for (int j = 1 + (i + color) % 2; j < N - 1; j += 2)
      u[i][j] = 0.25f * (u[i - 1][j] + u[i + 1][j] + u[i][j - 1] + u[i][j + 1] - f[i][j]);
}

// Starts of a third, and ends that vary too; those behind the end are no iterations.
wsp_kernel static void thirds(int32_t y[M][M], const int32_t x[M][M]) {
  for (int i = 0; i < M - 4; i++)
    for (int j = i % 3; j < M - i; j += 3) y[i][j] = x[i][j] * 2 + j;
}

wsp_kernel static void diagonal(float y[M][M], const float x[M][M]) {
  for (int i = 0; i < M; i++)
    for (int j = i; j < M; j += 2) y[i][j] += x[j][i];
}

// What one store under the mask keeps, the other one has just changed in a neighbouring iteration.
wsp_kernel static void swap(wsp_inout float x[64][8]) {
  for (int r = 0; r < 64; r++)
    for (int p = 0; p < 8; p++)
      for (int i = 0; i + 1 < 8; i++)
        if ((i + p) % 2 == 0)
          if (x[r][i] > x[r][i + 1]) {
            const float t = x[r][i];
            x[r][i] = x[r][i + 1];
            x[r][i + 1] = t;
          }
}

wsp_workload
void all(float u[N][N], const float f[N][N], int32_t y[M][M], const int32_t x[M][M], float z[M][M],
         const float w[M][M], float s[64][8]) {
  for (int it = 0; it < IT; it++)
    for (int color = 0; color < 2; color++) half(u, f, color);
  swap(s);
  thirds(y, x);
  diagonal(z, w);
}
