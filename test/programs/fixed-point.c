// RUN: ptowsp-run %s --check | FileCheck %s

// Numbers with eight fractional bits: products rounded and saturated.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 36 };
static int16_t multiply(int16_t a, int16_t b) {
  int32_t p = ((int32_t)a * b + 128) >> 8;
  return p > 32767 ? 32767 : p < -32768 ? -32768 : (int16_t)p;
}
wsp_kernel static void k(wsp_in const int16_t a[N], wsp_in const int16_t b[N], wsp_out int16_t c[N]) {
  for (int i = 0; i < N; i++) c[i] = multiply((int16_t)(a[i] * 1000), (int16_t)(b[i] * 4000));
}
wsp_workload void fixed(wsp_in const int16_t A[N], wsp_in const int16_t B[N], wsp_out int16_t C[N]) { k(A, B, C); }
