// RUN: ptowsp-run %s --check | FileCheck %s

// Arrays of _Bool come in and go out as bytes of 0 and 1.
#include <ptowsp/ptowsp.h>
#include <stdbool.h>
enum { N = 24 };
wsp_kernel static void pick(wsp_in const bool m[N], wsp_in const float a[N], wsp_out float o[N], wsp_out bool q[N]) {
  for (int i = 0; i < N; i++) {
    o[i] = m[i] + a[i];
    q[i] = !m[i] ^ (a[i] > 0);
  }
}
wsp_workload void mask(wsp_in const bool M[N], wsp_in const float A[N], wsp_out float O[N], wsp_out bool Q[N]) {
  pick(M, A, O, Q);
}

// CHECK: check: ok
