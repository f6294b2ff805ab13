// RUN: ptowsp-run %s --check | FileCheck %s

// Loops whose bounds are other loops' variables, up and down.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 13 };
wsp_kernel static void k(wsp_in const int32_t a[N][N], wsp_inout int32_t b[N][N]) {
  for (int i = 0; i < N; i++) {
    for (int j = i; j < N; j++) b[i][j] += a[j][i];
    for (int j = i; j >= 0; j--) b[i][j] -= 2 * a[i][j];
    for (int j = 0; j <= i / 2; j++) b[j][i] ^= a[i - j][j];
  }
}
wsp_workload void triangle(wsp_in const int32_t A[N][N], wsp_inout int32_t B[N][N]) { k(A, B); }
