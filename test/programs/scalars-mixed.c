// RUN: ptowsp-run %s --check | FileCheck %s

// Scalars of every kind as arguments of a kernel.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 15 };
wsp_kernel static void k(wsp_inout double a[N], _Bool flip, int8_t b, uint16_t c, int64_t d, float e, double f) {
  for (int i = 0; i < N; i++) a[i] = (flip ? -a[i] : a[i]) * b + c - (double)d * e + f;
}
wsp_workload void scalars(wsp_inout double A[N]) {
  k(A, 1, -3, 60000, -5000000000, 0.25f, 1e-3);
  k(A, 0, 2, 1, 7, -1.5f, 0);
}
