// A local array whose rows the iterations of a loop have for themselves needs no copies for that loop.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --cse --wsp-split-kernels | FileCheck %s
// RUN: ptowsp-run --check %s 2>&1 | FileCheck --check-prefix=CHECKED %s
// CHECK: memref.alloc() {wsp.name = "p"} : memref<19x21xf32>
// CHECKED-NOT: scalar
// CHECKED: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { T = 19, S = 21, D = 12 };

wsp_kernel static void scores(wsp_in const float q[T][D], wsp_in const float k[S][D], wsp_out float y[T][S]) {
  float p[T][S];
  for (int i = 0; i < T; i++) {
    for (int j = 0; j < S; j++) {
      p[i][j] = 0;
      for (int d = 0; d < D; d++) p[i][j] += q[i][d] * k[j][d];
    }
    float t = 0;
    for (int j = 0; j < S; j++) t += expf(p[i][j]);
    for (int j = 0; j < S; j++) y[i][j] = expf(p[i][j]) / t;
  }
}
wsp_workload void run(wsp_in const float q[T][D], wsp_in const float k[S][D], wsp_out float y[T][S]) { scores(q, k, y); }
