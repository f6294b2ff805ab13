// RUN: ptowsp-run %s --check | FileCheck %s

// Counts by value, in two tasks that add to the same bins.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 64, B = 16 };
wsp_kernel static void count(wsp_in const uint8_t a[N / 2], wsp_inout uint32_t bins[B]) {
  for (int i = 0; i < N / 2; i++) bins[a[i] & (B - 1)]++;
}
wsp_workload void histogram(wsp_in const uint8_t A[N], wsp_inout uint32_t H[B]) {
  for (int i = 0; i < N; i += N / 2) count(wsp_at(A, i), H);
}
