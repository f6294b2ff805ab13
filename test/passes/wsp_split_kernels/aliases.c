// Arrays of a kernel that are one memory: read alone they do no harm; the same view is taken for one array, so
// that what is read is read before it is written; slices beside each other are apart; others are not split.
// RUN: ptowsp-run --check %s -- -DAPART 2>&1 | FileCheck %s
// RUN: ptowsp-run --check %s -- -DSAME 2>&1 | FileCheck %s
// RUN: ptowsp-run --check %s -- -DSLICES 2>&1 | FileCheck %s
// RUN: not ptowsp-run %s -- -DSHIFTED 2>&1 | FileCheck --check-prefix=REFUSED %s
// CHECK: remark: kernel 'step' {{.*}} is split into
// CHECK-NOT: scalar
// CHECK: check: ok
// REFUSED: remark: kernel 'step' {{.*}} cannot be split: a task passes overlapping parts of an array of which one is written; let it write to another array
// REFUSED: error: arguments 'x' and 'y' overlap in 'X'
#include <ptowsp/ptowsp.h>

enum { T = 18, D = 12, L = 3 };

wsp_kernel static void step(wsp_in const float x[T][D], wsp_in const float w[D][D], wsp_in const float r[T][D], wsp_out float y[T][D]) {
  for (int i = 0; i < T; i++) {
    float h[D];
    for (int j = 0; j < D; j++) {
      h[j] = 0;
      for (int k = 0; k < D; k++) h[j] += x[i][k] * w[k][j];
    }
    for (int j = 0; j < D; j++) y[i][j] = h[j] + r[i][j];
  }
}
#ifdef APART
wsp_workload void run(wsp_in const float X[T][D], wsp_in const float W[D][D], wsp_out float Y[T][D]) { step(X, W, X, Y); }
#elif defined SAME
wsp_workload void run(wsp_inout float X[T][D], wsp_in const float W[D][D]) { step(X, W, X, X); }
#elif defined SLICES
wsp_workload void run(wsp_inout float X[L + 1][T][D], wsp_in const float W[D][D]) {
  for (int l = 0; l < L; l++) step(X[l], W, X[l], X[l + 1]);
}
#else
wsp_workload void run(wsp_inout float X[T + 4][D], wsp_in const float W[D][D]) { step(&X[0], W, &X[0], &X[4]); }
#endif
