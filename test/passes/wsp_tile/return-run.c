// RUN: ptowsp-run %s --check --workload=w 2>&1 | FileCheck %s

// Nests behind a return on data, in a loop of unknown length, are tasks of their own.
// CHECK: tiles chosen
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
// while-like power iteration without annotations
enum { N = 48 };
wsp_workload
void w(wsp_in const float A[N][N], wsp_inout float v[N], wsp_in const int iters[1])
{
  float t[N];
  for (int it = 0; it < iters[0]; it++) {
    for (int i = 0; i < N; i++) { t[i] = 0; for (int j = 0; j < N; j++) t[i] += A[i][j] * v[j]; }
    float m = 0;
    for (int i = 0; i < N; i++) m = t[i] * t[i] > m ? t[i] * t[i] : m;
    if (m == 0) return;
    for (int i = 0; i < N; i++) v[i] = t[i] / m;
  }
}
