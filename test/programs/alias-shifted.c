// RUN: ptowsp-run %s --check | FileCheck %s

// Rows of one array read while the next ones are written.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 12, N = 16 };
wsp_kernel static void k(wsp_in const int32_t above[1][N], wsp_inout int32_t row[1][N]) {
  for (int j = 0; j < N; j++) row[0][j] = row[0][j] * 3 + above[0][j];
}
wsp_workload void shifted(wsp_inout int32_t A[M][N]) {
  for (int i = 1; i < M; i++) k(wsp_at(A, i - 1, 0), wsp_at(A, i, 0));
}
