// RUN: ptowsp-run %s --check | FileCheck %s

// A constant array of the file in the loop nests of a workload, in a helper, and passed to a kernel.
#include <ptowsp/ptowsp.h>
enum { N = 40 };
static const float taps[3] = {0.25f, 0.5f, 0.25f};
wsp_kernel static void scale(wsp_in const float t[3], wsp_inout float x[N]) { for (int i = 0; i < N; i++) x[i] *= t[i % 3]; }
wsp_workload void w(wsp_in const float A[N], wsp_out float B[N]) {
  for (wsp_parallel wsp_tile(8) int i = 0; i < N; i++) B[i] = A[i] * taps[1] + (i > 0 ? taps[0] * A[i - 1] : 0);
  scale(taps, B);
  for (wsp_parallel wsp_tile(8) int i = 0; i < N; i++) {
    float s = 0;
    for (int t = 0; t < 3; t++) s += B[i] * taps[t];
    B[i] = s;
  }
}

// CHECK: check: ok
