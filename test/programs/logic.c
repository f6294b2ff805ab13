// RUN: ptowsp-run %s --check | FileCheck %s

// Short circuits that guard a division and an index.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 26 };
wsp_kernel static void k(wsp_in const int32_t a[N], wsp_in const int32_t b[N], wsp_out int32_t c[N]) {
  for (int i = 0; i < N; i++) {
    c[i] = b[i] != 0 && a[i] / b[i] > 1 ? 1 : b[i] == 0 || a[i] % b[i] == 0 ? 2 : 3;
    if (a[i] >= 0 && a[i] < N && b[a[i]] > 0) c[i] += 10;
    if (!(a[i] & 1) ^ (b[i] < 0)) c[i] = -c[i];
  }
}
wsp_workload void logic(wsp_in const int32_t A[N], wsp_in const int32_t B[N], wsp_out int32_t C[N]) { k(A, B, C); }
