// RUN: ptowsp-run %s --check | FileCheck %s

// A long chain through a task window of one, and tasks without dependences beside it.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 24 };
wsp_kernel static void k(wsp_inout int64_t a[N], wsp_in const int64_t b[N]) {
  for (int i = 0; i < N; i++) a[i] = a[i] * 3 - b[N - 1 - i];
}
wsp_workload wsp_dispatch("round_robin", 3) wsp_task_window(1, "stall")
void window(wsp_inout int64_t A[N], wsp_inout int64_t B[N]) {
  for (int t = 0; t < 9; t++) { k(A, B); k(B, A); }
}
