// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// Tiles in a loop that a break on what tasks computed ends: each nest is cut by itself.
// CHECK: remark: what follows depends on an element of
// CHECK: {{tasks +47}}
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 64, IT = 12 };
wsp_workload
void w(wsp_inout float x[N], wsp_in const float A[N][N], wsp_in const float b[N], wsp_out int its[1])
{
  float y[N], e[1];
  int n = 0;
  for (int it = 0; it < IT; it++) {
    for (wsp_parallel wsp_tile(16) int i = 0; i < N; i++) {
      y[i] = b[i];
      for (int j = 0; j < N; j++) y[i] += A[i][j] * x[j] * 0.01f;
    }
    e[0] = 0;
    for (int i = 0; i < N; i++) e[0] = fmaxf(e[0], fabsf(y[i] - x[i]));
    for (wsp_tile(32) int i = 0; i < N; i++) x[i] = y[i];
    n++;
    if (e[0] < 1e-5f) break;
  }
  its[0] = n;
}
