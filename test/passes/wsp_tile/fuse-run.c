// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// A softmax in four nests is one kernel; nests with sizes of their own are one if these agree; a
// stencil, a loop that counts down and a product before a map stay apart. All give the serial
// result.
// CHECK-COUNT-5: remark: fused with the nest before it
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { M = 130, N = 96 };
wsp_workload
void chain(wsp_in const float A[M][N], wsp_in const float W[N][N], wsp_out float C[M][N], wsp_out float Z[M][N], wsp_inout float Y[M][N])
{
    float mx[M], e[M][N], s[M], h[M][N], T[M][N];
    for (int i = 0; i < M; i++) {
        mx[i] = A[i][0];
        for (int j = 1; j < N; j++) mx[i] = fmaxf(mx[i], A[i][j]);
    }
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) e[i][j] = expf(A[i][j] - mx[i]);
    for (int i = 0; i < M; i++) {
        s[i] = 0;
        for (int j = 0; j < N; j++) s[i] += e[i][j];
    }
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) C[i][j] = e[i][j] / s[i];
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) {
            h[i][j] = 0;
            for (int k = 0; k < N; k++) h[i][j] += A[i][k] * W[k][j];
        }
    for (wsp_tile(60) int i = 0; i < M; i++)
        for (wsp_tile(40) int j = 0; j < N; j++) T[i][j] = h[i][j] * 2;
    for (wsp_tile(60) int i = 0; i < M; i++)
        for (wsp_tile(40) int j = 0; j < N; j++) Z[i][j] = T[i][j] + T[i][j] * A[i][j];
    for (int i = M - 2; i > 0; i--)
        for (int j = 0; j < N; j++) Y[i][j] = Z[i - 1][j] + Z[i + 1][j];
    for (int i = 0; i < M; i += 3)
        for (int j = 0; j < N; j++) Y[i][j] += Z[i][j];
    for (int i = 0; i < M; i += 3)
        for (int j = 0; j < N; j++) Y[i][j] = Y[i][j] * e[i][j];
}
