// RUN: ptowsp-run %s --check | FileCheck %s

// One array as input and output through slices that overlap from task to task.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 40, T = 8 };
wsp_kernel static void k(wsp_in const float a[T], wsp_inout float b[T]) {
  for (int i = 0; i < T; i++) b[i] += 0.5f * a[i];
}
wsp_workload void alias(wsp_inout float A[N]) {
  for (int i = 0; i < N - 2 * T + 1; i += 4) k(wsp_at(A, i), wsp_at(A, i + T));
}
