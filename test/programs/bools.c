// RUN: ptowsp-run %s --check | FileCheck %s

// Masks of _Bool: made by comparison, combined, counted.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 33 };
wsp_kernel static void make(wsp_in const float a[N], wsp_out _Bool m[N]) {
  for (int i = 0; i < N; i++) m[i] = a[i] > 0.25f || a[i] < -0.5f;
}
wsp_kernel static void use(wsp_in const _Bool m[N], wsp_in const float a[N], wsp_out float b[N], wsp_out int32_t n[1]) {
  n[0] = 0;
  for (int i = 0; i < N; i++) {
    b[i] = m[i] ? a[i] : 0;
    n[0] += m[i] && !(i & 1);
  }
}
wsp_workload void bools(wsp_in const float A[N], wsp_out float B[N], wsp_out int32_t C[1]) {
  _Bool M[N];
  make(A, M);
  use(M, A, B, C);
}
