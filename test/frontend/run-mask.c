// RUN: ptowsp-run %s --check | FileCheck %s

// Truth values in memory, short-circuit over elements, counters.
#include <ptowsp/ptowsp.h>
#include <stdbool.h>
enum { N = 24 };
wsp_kernel static void compare(wsp_in const double a[N], wsp_in const double b[N], wsp_out bool m[N]) {
  for (int i = 0; i < N; i++) m[i] = a[i] < b[i] || (i % 3 == 0 && a[i] != 0);
}
wsp_kernel static void pick(wsp_in const bool m[N], wsp_in const double a[N], wsp_in const double b[N], wsp_out double o[N], wsp_out int n[1]) {
  int c = 0;
  for (int i = 0; i < N; i++) {
    o[i] = m[i] ? a[i] : b[i];
    c += m[i];
  }
  n[0] = c;
}
wsp_workload wsp_task_window(2, "stall") void mask(wsp_in const double A[2][N], wsp_in const double B[2][N], wsp_out double O[2][N], wsp_out int K[2]) {
  bool m[2][N];
  for (long i = 0; i < 2; i++) {
    compare(A[i], B[i], m[i]);
    pick(m[i], A[i], B[i], O[i], &K[i]);
  }
}

// CHECK: check: ok
