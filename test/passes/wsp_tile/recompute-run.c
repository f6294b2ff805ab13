// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// Recomputed where only the neighbours use it; not if it is wanted itself, if what it is made of
// changes, if a part of it was never written, or if a sum makes it.
// CHECK: 'T' of the nest before it is computed again where it is used
// CHECK-NOT: is computed again
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 140, N = 300 };
wsp_workload
void blur(wsp_in const float A[M][N], wsp_inout float C[M][N], wsp_inout float D[M][N], wsp_out float E[M][N])
{
    float T[M][N], U[M][N], S[M];
    for (int j = 0; j < N; j++)
        for (int i = 0; i < M; i++) T[i][j] = A[i][j] * 2 - j;
    for (int i = 1; i < M - 1; i++)
        for (int j = 0; j < N; j++) C[i][j] = T[i - 1][j] + T[i][j] + T[i + 1][N - 1 - j];
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) E[i][j] = A[i][j] + 1;
    for (int i = 1; i < M; i++)
        for (int j = 0; j < N; j++) D[i][j] += E[i - 1][j];
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) U[i][j] = D[i][j] + 1;
    for (int i = 1; i < M; i++)
        for (int j = 0; j < N; j++) D[i][j] = U[i - 1][j];
    for (int i = 0; i < M; i++) {
        S[i] = 0;
        for (int j = 0; j < N; j++) S[i] += A[i][j];
    }
    for (int i = 1; i < M; i++)
        for (int j = 0; j < N; j++) D[i][j] *= S[i - 1];
}
