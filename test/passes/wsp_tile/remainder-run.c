// RUN: ptowsp-run %s --check | FileCheck %s

// Odd extents in all three loops of a product, a tile larger than its loop, a loop that counts
// down in steps: every element is computed once, in the serial order.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 100, N = 70, K = 130 };
wsp_workload
void odd(wsp_in const float A[M][K], wsp_in const float B[K][N], wsp_out float C[M][N], wsp_inout float D[K])
{
    for (wsp_parallel wsp_tile(64) int i = 0; i < M; i++)
        for (wsp_parallel wsp_tile(64) int j = 0; j < N; j++) {
            C[i][j] = 0;
            for (wsp_tile(64) int k = 0; k < K; k++)
                C[i][j] += A[i][k] * B[k][j];
        }
    for (wsp_tile(1000) int i = 0; i < K; i++)
        D[i] = D[i] * 2 + 1;
    for (wsp_tile(7) int i = K - 1; i >= 3; i -= 2)
        D[i] = D[i] - D[i - 3];
}
