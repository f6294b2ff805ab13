// RUN: ptowsp-run %s --check --size=n=0 | FileCheck %s

// Loops that never turn: in a kernel, around a kernel, and by a size.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 9 };
wsp_kernel static void k(wsp_inout int32_t a[N], int from) {
  for (int i = N; i < N; i++) a[i] = 99;
  for (int i = from; i < 0; i++) a[0] = 98;
  for (int i = 0; i < N; i++) a[i] += from;
}
wsp_workload void zero(wsp_inout int32_t A[N], int n) {
  for (int i = 0; i < n; i++) k(A, 5);
  for (int i = 3; i < 3; i++) k(A, 7);
  k(A, 1);
}
