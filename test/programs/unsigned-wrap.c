// RUN: ptowsp-run %s --check | FileCheck %s

// Unsigned arithmetic wraps in 8, 16, 32 and 64 bits.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 20 };
wsp_kernel static void k(wsp_inout uint8_t a[N], wsp_inout uint16_t b[N], wsp_inout uint32_t c[N], wsp_inout uint64_t d[N]) {
  for (int i = 0; i < N; i++) {
    a[i] -= 20;
    b[i] *= 9999;
    c[i] = c[i] * 2654435761u - 5;
    d[i] = ~d[i] * 0x9E3779B97F4A7C15u;
  }
}
wsp_workload void wrap(wsp_inout uint8_t A[N], wsp_inout uint16_t B[N], wsp_inout uint32_t C[N], wsp_inout uint64_t D[N]) {
  k(A, B, C, D);
}
