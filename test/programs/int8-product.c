// RUN: ptowsp-run %s --check | FileCheck %s

// A product of 8-bit matrices in 32 bits, with a rectangular shape.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 16, N = 48, K = 32 };
wsp_kernel static void k(wsp_in const int8_t a[M][K], wsp_in const int8_t b[K][N], wsp_out int32_t c[M][N]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) {
      int32_t sum = 0;
      for (int x = 0; x < K; x++) sum += a[i][x] * b[x][j];
      c[i][j] = sum;
    }
}
wsp_workload void product(wsp_in const int8_t A[M][K], wsp_in const int8_t B[K][N], wsp_out int32_t C[M][N]) { k(A, B, C); }
