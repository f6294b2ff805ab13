// Diagonals of locals, also of one that each iteration of a fused nest has for itself: right, raised or not.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 24 };
wsp_kernel static void clear(const float x[N][N], float y[N][N], float z[N]) {
    float l[N][N];
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            l[i][j] = x[i][j] * 2;
    for (int i = 0; i < N; i++)
        l[i][i] = 0;
    l[2][3] = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            y[i][j] = l[i][j];
    for (int i = 0; i < N; i++)
        z[i] = l[i][i] + l[i][N - 1 - i] + l[2][3];
}
wsp_workload void w(const float x[N][N], float y[N][N], float z[N], float c[N][N]) {
    float l[N][N];
    clear(x, y, z);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            l[i][j] = fmaxf(c[i][j], 0) / 2;
    for (int i = 0; i < N; i++)
        c[i][i] = fmaxf(c[i][i], l[i][i]) - l[i][i];
}
