// RUN: ptowsp-run %s --check | FileCheck %s

// Four dimensions, sliced to two and to one.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { A = 2, B = 3, C = 4, D = 5 };
wsp_kernel static void plane(wsp_inout float x[C][D], float s) {
  for (int i = 0; i < C; i++)
    for (int j = 0; j < D; j++) x[i][j] = x[i][j] * s + i - j;
}
wsp_kernel static void line(wsp_in const float from[D], wsp_inout float x[D]) {
  for (int j = 0; j < D; j++) x[j] -= from[D - 1 - j];
}
wsp_workload void slices(wsp_inout float X[A][B][C][D]) {
  for (int a = 0; a < A; a++)
    for (int b = 0; b < B; b++) {
      plane(X[a][b], 0.5f);
      line(X[a][b][0], X[A - 1 - a][b][C - 1]);
    }
}
