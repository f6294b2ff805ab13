// RUN: ptowsp-run %s --check --size n=7
// RUN: ptowsp-run %s --check --size n=4
// RUN: %exits 1 ptowsp-translate --import-c %s -- -DUNSET 2>&1 | FileCheck %s --implicit-check-not=error:

#include <ptowsp/ptowsp.h>
static int next(int n) {
  int r;
  if (n < 2) return 1;
  switch (n & 3) {
    case 0: r = n / 2; break;
    default: r = 3 * n + 1;
  }
  return r;
}
wsp_kernel static void scale(int n, const float a[8], float o[8]) {
  for (int i = 0; i < 8; i++) o[i] = a[i] * (float)n;
}
// Where one branch gives a scalar of a workload no value, it is read behind the other alone.
wsp_workload void w(int n, wsp_in const float A[8], wsp_out float O[8]) {
  int s;
  if (n > 5) s = next(n);
  if (n > 5) scale(s, A, O);
  else scale(next(n), A, O);
#ifdef UNSET
  int t, u;
  // CHECK: :[[#@LINE+1]]:11: error: 't' is read here before it has a value
  if (2 < t) scale(1, A, O);
  // CHECK: :[[#@LINE+1]]:3: error: 'u' is read here before it has a value
  u += t;
  scale(u, A, O);
#endif
}
