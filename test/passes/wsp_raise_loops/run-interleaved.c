// Elements stored and read between others, of all widths, compute what the serial program does, and
// are emitted for AICore.
// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
__extension__ typedef _Float16 half;
enum { N = 48, M = 24 };

wsp_kernel static void rgb(wsp_in const float x[N][3], wsp_out float g[N], wsp_out float o[N][3]) {
  for (int i = 0; i < N; i++) {
    g[i] = 0.25f * x[i][0] + 0.5f * x[i][1] + 0.125f * x[i][2];
    o[i][2] = x[i][0]; o[i][1] = x[i][1] * 2; o[i][0] = x[i][2];
  }
}

wsp_kernel static void fly(wsp_inout float y[2 * N]) {
  for (int j = 0; j < N; j++) {
    float t = y[2 * j + 1];
    y[2 * j + 1] = y[2 * j] - t;
    y[2 * j] = y[2 * j] + t;
  }
}

wsp_kernel static void every3(wsp_in const float x[N], wsp_inout float y[3 * N]) {
  for (int j = 0; j < N; j++) y[3 * j + 1] = x[j];
}

wsp_kernel static void rev(wsp_in const half x[N], wsp_inout half y[2 * N]) {
  for (int j = 0; j < N; j++) y[2 * (N - 1 - j)] = x[j];
}

wsp_kernel static void cols(wsp_in const float x[M], wsp_inout float y[M][M], wsp_in const int16_t z[M], wsp_inout int16_t u[M][M], wsp_inout int8_t v[M][4]) {
  for (int i = 0; i < M; i++) y[i][5] += x[i] * y[0][0] + y[0][M - 1];
  for (int k = 0; k < M; k++)
    for (int i = 0; i < M; i++) u[i][k] = (int16_t)(u[i][k] + z[i]);
  for (int i = 0; i < M; i++) v[i][1] = (int8_t)(v[i][0] + v[i][3]);
}

wsp_kernel static void img(wsp_in const float x[4][16][3], wsp_out float o[4][16][3]) {
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 16; j++) {
      float m = x[i][j][0] + x[i][j][1] + x[i][j][2];
      o[i][j][0] = x[i][j][0] / m; o[i][j][1] = x[i][j][1] / m; o[i][j][2] = x[i][j][2] / m;
    }
}

wsp_kernel static void odd(wsp_in const float x[5][7], wsp_inout float o[5][14]) {
  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 7; j++) { o[i][2 * j] = x[i][j]; o[i][2 * j + 1] = -x[i][j]; }
}
wsp_workload void w(wsp_in const float x[N][3], wsp_out float g[N], wsp_out float o[N][3], wsp_inout float y[2 * N], wsp_inout float t[3 * N], wsp_in const half h[N], wsp_inout half k[2 * N],
  wsp_inout float c[M][M], wsp_in const int16_t z[M], wsp_inout int16_t u[M][M], wsp_inout int8_t v[M][4], wsp_in const float p[4][16][3], wsp_out float q[4][16][3], wsp_in const float a[5][7], wsp_inout float b[5][14])
{
  rgb(x, g, o); fly(y); every3(g, t); rev(h, k); cols(g, c, z, u, v); img(p, q); odd(a, b);
}
