// RUN: ptowsp-run %s --check | FileCheck %s

// Every integer type with its own conversions and its wrap.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 16 };
wsp_kernel static void k(wsp_in const int8_t a[N], wsp_in const uint8_t b[N], wsp_in const int16_t c[N],
                         wsp_in const uint16_t d[N], wsp_in const uint32_t e[N], wsp_out uint8_t p[N],
                         wsp_out int16_t q[N], wsp_out uint32_t r[N], wsp_out int64_t s[N],
                         wsp_out uint64_t t[N]) {
  for (int i = 0; i < N; i++) {
    p[i] = (uint8_t)(a[i] * b[i] - 200);
    q[i] = (int16_t)(c[i] * d[i]);
    r[i] = e[i] - 100 * (uint32_t)d[i];
    s[i] = (int64_t)a[i] << 40 | b[i];
    t[i] = (uint64_t)c[i] * 3 / (1 + b[i]);
  }
}
wsp_workload void ints(wsp_in const int8_t A[N], wsp_in const uint8_t B[N], wsp_in const int16_t C[N],
                       wsp_in const uint16_t D[N], wsp_in const uint32_t E[N], wsp_out uint8_t U[N],
                       wsp_out int16_t V[N], wsp_out uint32_t W[N], wsp_out int64_t X[N], wsp_out uint64_t Y[N]) {
  k(A, B, C, D, E, U, V, W, X, Y);
}
