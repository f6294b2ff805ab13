// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: sed 's/wsp_reassociate//' %s > %t.c
// RUN: ptowsp-run %t.c --check | FileCheck %s

// Sums over tiles in any order, in the order of C, of floats, integers and extremes, with steps
// and remainders; a product over a long sum; sums left to the compiler.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { M = 32, N = 5000, K = 1024 };
wsp_workload
void sums(wsp_in const float A[N], wsp_in const int B[N], wsp_in const float X[M][K], wsp_in const float Y[K][M], wsp_inout float S[4], wsp_inout int T[2], wsp_inout float C[M][M])
{
    for (wsp_reassociate wsp_tile(700) int i = 0; i < N; i++) S[0] += A[i] * A[i];
    for (wsp_reassociate wsp_tile(100) int i = 1; i < N; i += 3) S[1] -= A[i];
    for (wsp_reassociate wsp_tile(999) int i = N - 1; i >= 0; i--) S[2] = fmaxf(S[2], A[i]);
    for (wsp_reassociate wsp_tile(64) int i = 0; i < N; i++) T[0] += B[i];
    for (wsp_reassociate wsp_tile(2500) int i = 0; i < N; i++) T[1] ^= B[i];
    for (wsp_tile(16) int i = 0; i < M; i++)
        for (wsp_tile(16) int j = 0; j < M; j++)
            for (wsp_reassociate wsp_tile(256) int k = 0; k < K; k++) C[i][j] += X[i][k] * Y[k][j];
    float s = 0;
    for (wsp_reassociate int i = 0; i < N; i++) s += expf(A[i]) * B[i];
    S[3] = s;
}
