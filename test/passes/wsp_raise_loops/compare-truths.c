// RUN: ptowsp-run %s --check | FileCheck %s

// Outcomes of comparisons that are compared with each other.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 24 };
wsp_kernel static void k(wsp_in const float a[N], wsp_in const float b[N], wsp_out float c[N]) {
  for (int i = 0; i < N; i++) c[i] = (a[i] < b[i]) == (b[i] < 0) ? a[i] : b[i];
}
wsp_workload void truths(wsp_in const float A[N], wsp_in const float B[N], wsp_out float C[N]) { k(A, B, C); }
