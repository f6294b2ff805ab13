// RUN: ptowsp-run %s --check | FileCheck %s

// _Float16 through expressions, helpers and conversions, bit-equal to the C compiler.
#include <ptowsp/ptowsp.h>
#include <math.h>
__extension__ typedef _Float16 half;
enum { N = 32 };
static half lerp(half a, half b, half t) { return a + (b - a) * t; }
wsp_kernel void k(wsp_in const half a[N], wsp_in const half b[N], wsp_out half o[N], wsp_out float s[N]) {
  for (int i = 0; i < N; i++) {
    o[i] = lerp(a[i], b[i], 0.25f) * 3 - a[i] / (b[i] * b[i] + 1);
    s[i] = a[i] * b[i] + o[i] + (half)(a[i] * b[i]) + fabsf(a[i] - b[i]);
  }
}
wsp_workload void w(wsp_in const half A[4][N], wsp_in const half B[4][N], wsp_out half O[4][N], wsp_out float S[4][N]) {
  for (wsp_parallel int i = 0; i < 4; i++) k(A[i], B[i], O[i], S[i]);
}

// CHECK: check: ok
