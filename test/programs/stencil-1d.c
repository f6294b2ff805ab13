// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not='stays scalar'

// Three points in time steps, from one array to another and back.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 66, T = 16 };
wsp_kernel static void k(wsp_in const float a[T + 2], wsp_out float b[T]) {
  for (int i = 0; i < T; i++) b[i] = 0.25f * (a[i] + 2 * a[i + 1] + a[i + 2]);
}
wsp_workload void heat(wsp_inout float A[N], wsp_inout float B[N]) {
  for (int t = 0; t < 3; t++) {
    for (wsp_parallel int i = 0; i < N - 2; i += T) k(wsp_at(A, i), wsp_at(B, i + 1));
    for (wsp_parallel int i = 0; i < N - 2; i += T) k(wsp_at(B, i), wsp_at(A, i + 1));
  }
}
