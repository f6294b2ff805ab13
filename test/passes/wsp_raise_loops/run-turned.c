// Solves of many right hand sides in all orders of their loops, filters and recurrences of many
// channels: what runs in order is kept around tiles of what does not.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 21, R = 201, T = 37, C = 333 };

wsp_kernel static void forward(wsp_in const float l[N][N], wsp_inout float x[N][R]) {
  for (int r = 0; r < R; r++)
    for (int i = 0; i < N; i++) {
      float s = x[i][r];
      for (int k = 0; k < i; k++) s -= l[i][k] * x[k][r];
      x[i][r] = s / (l[i][i] + 9.0f);
    }
}

wsp_kernel static void back(wsp_in const float u[N][N], wsp_in const float b[N][R], wsp_inout float x[N][R]) {
  for (int i = N - 1; i >= 0; i--)
    for (int r = 0; r < R; r++) {
      float s = b[i][r];
      for (int k = i + 1; k < N; k++) s -= u[i][k] * x[k][r];
      x[i][r] = s / (u[i][i] + 9.0f);
    }
}

wsp_kernel static void multiply(wsp_in const float a[N][N], wsp_inout float b[N][R]) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < R; j++)
      for (int k = i + 1; k < N; k++) b[i][j] += a[k][i] * b[k][j];
}

// What is loaded in front of the loop that runs in order is kept for it, though it changes there.
wsp_kernel static void filter(wsp_in const float a[C], wsp_inout float z[C], wsp_inout float x[T][C]) {
  for (int c = 0; c < C; c++) {
    const float start = z[c], gain = expf(-fabsf(a[c]));
    float p = start, q = 0;
    for (int t = 0; t < T; t++) {
      const float v = gain * p - 0.5f * q + x[t][c];
      q = p;
      p = v;
      x[t][c] = v + start;
      z[c] = v;
    }
    z[c] += start * p;
  }
}

wsp_kernel static void counts(wsp_in const int32_t x[T][C], wsp_out int32_t longest[C], wsp_out int32_t last[T][C]) {
  for (int c = 3; c < C; c++) {
    int run = 0, most = 0;
    for (int t = 0; t < T; t++) {
      run = x[t][c] > 0 ? run + 1 : 0;
      if (run > most) most = run;
      last[t][c] = run * 3 - most;
    }
    longest[c] = most;
  }
}

wsp_workload
void all(wsp_in const float l[N][N], wsp_in const float b[N][R], wsp_inout float x[N][R], wsp_inout float w[N][R],
         wsp_inout float v[N][R], wsp_in const float a[C], wsp_inout float z[C], wsp_inout float s[T][C],
         wsp_in const int32_t n[T][C], wsp_inout int32_t longest[C], wsp_inout int32_t last[T][C]) {
  forward(l, x);
  back(l, b, w);
  multiply(l, v);
  filter(a, z, s);
  counts(n, longest, last);
}
