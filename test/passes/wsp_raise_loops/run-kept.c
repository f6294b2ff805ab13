// Triangles, eliminations and shortest paths: the loop that must run in order stays around tile
// instructions, what it does is raised; an iteration that others depend on gets a loop of its own.
// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <math.h>
enum { N = 17, M = 20 };

wsp_kernel static void diag(wsp_inout float a[N][N], wsp_out float t[N], wsp_in const float x[N]) {
  for (int i = 0; i < N; i++) a[i][i] = x[i] + a[i][N - 1 - i];
  for (int i = 0; i < N; i++) t[i] = a[i][N - 1 - i] * 2;
  for (int i = 0; i < N; i++) a[i][N - 1 - i] = t[i];
  for (int i = 1; i < N; i++) a[N - i][3] = x[i];
}

wsp_kernel static void gs(wsp_inout float x[M], wsp_in const float L[M][M]) {
  for (int i = 0; i < M; i++) {
    float s = x[i];
    for (int j = 0; j < i; j++) s -= L[i][j] * x[j];
    x[i] = s / (L[i][i] + 3.0f);
  }
}

wsp_kernel static void chol(wsp_inout float a[M][M]) {
  for (int k = 0; k < M; k++) {
    a[k][k] = sqrtf(a[k][k] + 30.0f);
    for (int i = k + 1; i < M; i++) a[i][k] /= a[k][k];
    for (int j = k + 1; j < M; j++)
      for (int i = j; i < M; i++) a[i][j] -= a[i][k] * a[j][k];
  }
}

wsp_kernel static void gj(wsp_inout float a[M][M + 1]) {
  for (int k = 0; k < M; k++) {
    float p = 1.0f / (a[k][k] + 5.0f);
    for (int j = 0; j < M + 1; j++) a[k][j] *= p;
    for (int i = 0; i < M; i++)
      if (i != k) {
        float f = a[i][k];
        for (int j = 0; j < M + 1; j++) a[i][j] -= f * a[k][j];
      }
  }
}

wsp_kernel static void fw(wsp_inout float d[M][M]) {
  for (int k = 0; k < M; k++)
    for (int i = 0; i < M; i++)
      for (int j = 0; j < M; j++) d[i][j] = fminf(d[i][j], d[i][k] + d[k][j]);
}
wsp_workload void w(wsp_inout float a[N][N], wsp_out float t[N], wsp_in const float x[N], wsp_inout float y[M], wsp_in const float L[M][M], wsp_inout float c[M][M], wsp_inout float g[M][M + 1], wsp_inout float d[M][M]) {
  diag(a, t, x); gs(y, L); chol(c); gj(g); fw(d);
}
