// RUN: ptowsp-run %s --check | FileCheck %s

// Bits counted by masks and shifts, and one by one.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 40 };
wsp_kernel static void k(wsp_in const uint32_t a[N], wsp_out uint8_t b[N], wsp_out uint8_t c[N]) {
  for (int i = 0; i < N; i++) {
    uint32_t x = a[i] * 2654435769u;
    uint32_t y = x - ((x >> 1) & 0x55555555u);
    y = (y & 0x33333333u) + ((y >> 2) & 0x33333333u);
    b[i] = (uint8_t)((((y + (y >> 4)) & 0x0F0F0F0Fu) * 0x01010101u) >> 24);
    c[i] = 0;
    for (int bit = 0; bit < 32; bit++) c[i] += (x >> bit) & 1;
  }
}
wsp_workload void bits(wsp_in const uint32_t A[N], wsp_out uint8_t B[N], wsp_out uint8_t C[N]) { k(A, B, C); }
