// RUN: ptowsp-run %s --check --size=n=5 | FileCheck %s

// If and else around calls, by a size and by loop variables.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 8, N = 8 };
wsp_kernel static void k(wsp_inout int32_t a[N], int s) {
  for (int i = 0; i < N; i++) a[i] = a[i] * 2 + s;
}
wsp_workload void branches(wsp_inout int32_t A[M][N], int n) {
  for (int i = 0; i < M; i++) {
    if (i % 3 == 1 && n > 2) k(A[i], 1);
    else if (i >= n) k(A[i], 2);
    else { k(A[i], 3); k(A[M - 1 - i], 4); }
  }
}
