// RUN: ptowsp-run %s --check --size=n=4 | FileCheck %s
// RUN: ptowsp-run %s --check --size=n=1 | FileCheck %s

// Statements around and between loops, conditions around tasks, scalars and arrays of the workload
// in all of them: everything becomes a task.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 50, N = 70 };
wsp_workload
void mixed(wsp_in const float A[M][N], wsp_out float B[M], wsp_inout float C[M][N], wsp_inout long S[1], int n)
{
    for (wsp_tile(8) int i = 0; i < M; i++) {
        float s = 0;
        B[i] = 1;
        for (wsp_tile(9) int j = 0; j < N; j++) {
            s += A[i][j];
            if (A[i][j] > 0.5f) B[i] += s;
        }
        B[i] += s * n;
        for (int j = 0; j < N; j++) C[i][j] -= B[i];
    }
    if (n > 2) {
        for (int i = 0; i < M; i++) C[i][0] = B[i];
    } else {
        C[0][0] = 5;
        for (int t = 0; t < n; t++) C[t][1] = t;
    }
    float x = C[1][1] + 1, rows[M];
    for (int i = 0; i < M; i++) {
        rows[i] = x;
        for (int j = 0; j < N; j++) C[i][j] += rows[i];
    }
    x = x * 2;
    C[2][2] = x;
    long sum = S[0];
    for (int i = 0; i < M; i++) sum += i * n;
    S[0] = sum;
}
