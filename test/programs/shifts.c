// RUN: ptowsp-run %s --check | FileCheck %s

// Shifts of every width, arithmetic and logical, by constants and by data.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 22 };
wsp_kernel static void k(wsp_in const int8_t a[N], wsp_in const uint64_t b[N], wsp_in const uint8_t by[N], wsp_out int32_t c[N], wsp_out uint64_t d[N], wsp_out int64_t e[N]) {
  for (int i = 0; i < N; i++) {
    c[i] = (a[i] >> 2) + ((uint8_t)a[i] >> 2);
    d[i] = b[i] << (by[i] + 40) | ~b[i] >> by[i];
    e[i] = ((int64_t)a[i] * 1000000007) >> by[i];
  }
}
wsp_workload void shifts(wsp_in const int8_t A[N], wsp_in const uint64_t B[N], wsp_in const uint8_t S[N], wsp_out int32_t C[N], wsp_out uint64_t D[N], wsp_out int64_t E[N]) {
  k(A, B, S, C, D, E);
}
