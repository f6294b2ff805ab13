// RUN: ptowsp-run %s --check | FileCheck %s

// Nests whose tiles are chosen: a product whose sum must be cut, a sum of rows and of columns,
// loops that count down, in steps, not at all, over a triangle, and under a loop in order.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 192, N = 128, K = 512 };
wsp_workload
void chosen(wsp_in const float A[M][K], wsp_in const float B[K][N], wsp_out float C[M][N], wsp_inout float X[M], wsp_inout int Y[4096])
{
    for (wsp_tile(wsp_auto) int i = 0; i < M; i++)
        for (wsp_tile(wsp_auto) int j = 0; j < N; j++) {
            C[i][j] = 0;
            for (wsp_tile(wsp_auto) int k = 0; k < K; k++) C[i][j] += A[i][k] * B[k][j];
        }
    for (int t = 0; t < 3; t++) {
        for (int i = 0; i < M; i++)
            for (int j = 0; j < i; j++) X[i] += C[i][j % N];
        for (int i = M - 1; i > 0; i -= 2) X[i] = X[i] * 0.5f + A[i][t];
    }
    for (int k = 1; k < 40; k++)
        for (int i = 0; i < 4096; i++) Y[i] = Y[i] * k + Y[i] / 3;
    for (wsp_tile(wsp_auto) int i = 5; i < 5; i++) Y[i] = 0;
    for (wsp_tile(wsp_auto) int i = 1; i < 4096; i++) Y[i] += Y[i - 1];
}
