// RUN: ptowsp-run %s --check --workload=twice | FileCheck %s

// Two workloads that share a kernel; each runs by itself.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 12 };
wsp_kernel static void k(wsp_inout float a[N], float s) {
  for (int i = 0; i < N; i++) a[i] = a[i] * s + 1;
}
wsp_workload void twice(wsp_inout float A[N]) { k(A, 2); k(A, 0.5f); }
wsp_workload void once(wsp_inout float A[N]) { k(A, -3); }
