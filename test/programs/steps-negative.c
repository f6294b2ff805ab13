// RUN: ptowsp-run %s --check | FileCheck %s

// Loops that count down, by one and by more.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 30 };
wsp_kernel static void k(wsp_in const int16_t a[N], wsp_out int16_t b[N], wsp_out int16_t c[N]) {
  for (int i = N - 1; i >= 0; i--) {
    b[i] = a[N - 1 - i];
    c[i] = 0;
  }
  for (int i = N - 1; i > 2; i -= 4) c[i] = (int16_t)(a[i] - a[i - 3]);
}
wsp_workload void down(wsp_in const int16_t A[N], wsp_out int16_t B[N], wsp_out int16_t C[N]) { k(A, B, C); }
