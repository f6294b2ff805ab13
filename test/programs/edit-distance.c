// RUN: ptowsp-run %s --check | FileCheck %s

// A table filled from its upper left, each element from three neighbours.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 10, N = 14 };
wsp_kernel static void k(wsp_in const uint8_t a[M], wsp_in const uint8_t b[N], wsp_out int32_t d[M + 1][N + 1]) {
  for (int i = 0; i <= M; i++) d[i][0] = i;
  for (int j = 0; j <= N; j++) d[0][j] = j;
  for (int i = 1; i <= M; i++)
    for (int j = 1; j <= N; j++) {
      int32_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
      d[i][j] = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
    }
}
wsp_workload void distance(wsp_in const uint8_t A[M], wsp_in const uint8_t B[N], wsp_out int32_t D[M + 1][N + 1]) { k(A, B, D); }
