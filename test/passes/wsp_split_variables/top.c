// Variables at the top of a function, as before C99, shared by nests: tiles and tile instructions.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
#include <ptowsp/ptowsp.h>
enum { N = 96, M = 64 };
wsp_workload void w(const float x[N][M], float y[N][M], float z[N][M]) {
  int i, j;
  float s, p;
  for (i = 0; i < N; i++) {
    s = 0.0f;
    p = 1.0f;
    for (j = 0; j < M; j++) s += x[i][j] * x[i][j];
    p = 1.0f / (s + p);
    for (j = 0; j < M; j++) y[i][j] = x[i][j] * p;
  }
  for (i = 0; i < N; i++) {
    p = 0.0f;
    for (j = M - 1; j >= 0; j--) {
      p = 0.5f * p + x[i][j];
      z[i][j] = p;
    }
  }
}
// CHECK: tiles chosen: 'i' by
// CHECK: tiles chosen: 'i' by
// CHECK-NOT: stays scalar
// CHECK: check: ok
