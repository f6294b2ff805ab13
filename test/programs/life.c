// RUN: ptowsp-run %s --check | FileCheck %s

// Generations of the game of life on a torus.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 12 };
wsp_kernel static void k(wsp_in const uint8_t a[N][N], wsp_out uint8_t b[N][N]) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      int near = 0;
      for (int p = N - 1; p <= N + 1; p++)
        for (int q = N - 1; q <= N + 1; q++) near += a[(i + p) % N][(j + q) % N] & 1;
      b[i][j] = near == 3 || (near == 4 && (a[i][j] & 1));
    }
}
wsp_workload void life(wsp_inout uint8_t A[N][N], wsp_out uint8_t B[N][N]) {
  for (int t = 0; t < 3; t++) { k(A, B); k(B, A); }
}
