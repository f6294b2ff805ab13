// RUN: ptowsp-run %s --check | FileCheck %s

// __bf16 is rounded where clang does: by ?:, comparisons, truth and the comma, not between + - * /.
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel void k(wsp_in const __bf16 a[N], wsp_in const __bf16 b[N], wsp_out __bf16 o[N], wsp_out int p[N]) {
  for (int i = 0; i < N; i++) {
    int t = i;
    o[i] = -a[i] * (a[i] < b[i] ? a[i] * b[i] : a[i] / b[i]) + b[i] * (t++, a[i] + b[i]);
    p[i] = (a[i] * b[i] > a[i] - b[i] * b[i]) + (a[i] * b[i] == (__bf16)(a[i] * b[i])) * 2;
    p[i] += a[i] * b[i] - (__bf16)(a[i] * b[i]) && t ? 4 : 8;
  }
}
wsp_workload void w(wsp_in const __bf16 A[4][N], wsp_in const __bf16 B[4][N], wsp_out __bf16 O[4][N], wsp_out int P[4][N]) {
  for (wsp_parallel int i = 0; i < 4; i++) k(A[i], B[i], O[i], P[i]);
}

// CHECK: check: ok
