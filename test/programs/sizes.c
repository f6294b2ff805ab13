// RUN: ptowsp-run %s --check --size=n=7 --size=s=-3 | FileCheck %s

// Bounds and scalars from integer parameters, tasks by a step that is one of them.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 40 };
wsp_kernel static void k(wsp_inout int32_t a[4], int s) {
  for (int i = 0; i < 4; i++) a[i] = a[i] * s - i;
}
wsp_workload void sizes(wsp_inout int32_t A[N], int n, int s) {
  for (int i = 0; i < n; i++) k(wsp_at(A, 4 * i), s + i);
}
