// RUN: ptowsp-run %s --check | FileCheck %s

// Softmax of rows in the workload itself, with scalar temporaries.
#include <ptowsp/ptowsp.h>
#include <math.h>
enum { R = 16, C = 48 };
wsp_workload void rows(wsp_in const float X[R][C], wsp_out float Y[R][C]) {
  for (wsp_parallel wsp_tile(4) int i = 0; i < R; i++) {
    float m = -INFINITY, s = 0;
    for (int j = 0; j < C; j++) m = fmaxf(m, X[i][j]);
    for (int j = 0; j < C; j++) s += expf(X[i][j] - m);
    for (int j = 0; j < C; j++) Y[i][j] = expf(X[i][j] - m) / s;
  }
}

// CHECK: check: ok
