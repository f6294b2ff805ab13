// RUN: ptowsp-run %s --check | FileCheck %s

// The last statement of a body steps the loop's variable from within an expression.
#include <ptowsp/ptowsp.h>
enum { N = 16 };
wsp_kernel void k(const float a[N], float o[N], int c[4]) {
  int n = 0, m = 0, q = 10, s = 0;
  for (int i = 0; i < N; i++)
    if (a[i] > 0.3f) o[n++] = a[i];
  while (n < N) o[n++] = -1;
  while (m < 5) {
    s += m;
    c[1 + m++ % 3] += s;
  }
  for (; q < 12;) o[++q] *= 2;
  c[0] = q * 100 + m * 10 + n;
}
wsp_workload void w(const float A[N], float O[N], int C[4]) { k(A, O, C); }

// CHECK: check: ok
