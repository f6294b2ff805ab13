// RUN: ptowsp-run %s --check | FileCheck %s

// Triangles, a band and their mirror images are tiled in both directions.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 41, T = 8 };
wsp_workload void triangles(wsp_in const float x[N][N], wsp_inout float low[N][N],
                            wsp_inout float high[N][N], wsp_inout float band[N][3 * N],
                            wsp_inout float turned[N][N], wsp_inout float steps[N][N]) {
  for (wsp_tile(T) int i = 0; i < N; i++)
    for (wsp_tile(T) int j = 0; j <= i; j++) low[i][j] = x[j][i] + 1;
  for (wsp_tile(T) int i = 0; i < N; i++)
    for (wsp_tile(T + 3) int j = i; j < N; j++) high[i][j] = x[i][j] * 2;
  for (wsp_parallel wsp_tile(7) int i = 0; i < N; i++)
    for (wsp_parallel wsp_tile(16) int j = i; j < 2 * i + 5; j++) band[i][j] += x[i][i];
  for (wsp_tile(T) int i = N - 1; i >= 0; i--)
    for (wsp_tile(T) int j = i; j >= 0; j--) turned[i][j] = x[i][j] - 1;
  for (wsp_tile(T) int i = 0; i < N; i++)
    for (wsp_tile(4) int j = i; j < N; j += 3) steps[i][j] = x[i][j];
}
