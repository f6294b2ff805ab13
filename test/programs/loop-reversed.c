// RUN: ptowsp-run %s --check | FileCheck %s

// A recurrence that runs from the end, and tasks called from the last tile on.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 32, T = 8 };
wsp_kernel static void k(wsp_inout float a[T + 1]) {
  for (int i = T - 1; i >= 0; i--) a[i] = a[i] + 0.5f * a[i + 1];
}
wsp_workload void reversed(wsp_inout float A[N + 1]) {
  for (int i = N - T; i >= 0; i -= T) k(wsp_at(A, i));
}
