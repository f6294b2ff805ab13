// RUN: ptowsp-run %s --check --size n=7 | FileCheck %s

// Scalar temporaries, helpers on arrays, rows that are cut short, a size given by parameter.
#include <ptowsp/ptowsp.h>
#include <math.h>
enum { R = 10, C = 33 };
static float mean(const float *x, int n) {
  float s = 0;
  for (int i = 0; i < n; ++i) s += x[i];
  return s / n;
}
static void shift(float x[C], float m) {
  for (int i = C; i > 0; i--) x[i - 1] -= m;
}
wsp_kernel static void norm(wsp_in const float x[C], wsp_out float y[C], float eps, int active) {
  float t[C] = {0};
  for (int i = 0; i < C; i++)
    if (i < active) t[i] = x[i];
  const float m = mean(t, C);
  shift(t, m);
  float v = 0;
  for (int i = 0; i < C; i++) v += t[i] * t[i];
  const float r = 1.0f / sqrtf(v / C + eps);
  for (int i = 0; i < C; i++) y[i] = i < active && t[i] != 0 ? t[i] * r : -1;
}
wsp_workload void norms(wsp_in const float X[R][C], wsp_out float Y[R][C], int n) {
  const int rows = n < R ? n : R;
  for (int i = 0; i < rows; i++) norm(X[i], Y[i], 1e-5, C - i);
  for (int i = rows; i < R; i++)
    for (int j = 0; j < C; j++) Y[i][j] = 0;
}

// CHECK: check: ok
