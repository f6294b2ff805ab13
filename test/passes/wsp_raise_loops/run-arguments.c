// Loops between arguments run over all that they could touch, masked to what they do touch.
// RUN: ptowsp-run %s --workload=w --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=triangle --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=jacobi --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 40, M = 50 };
wsp_kernel static void head(wsp_in const float x[N][M], wsp_out float r[N],
                            wsp_inout float y[N][M], int n) {
    for (int i = 0; i < N; i++) {
        float s = 0;
        for (int j = 0; j < n; j++)
            s += x[i][j];
        r[i] = s;
        for (int j = n; j < M; j++)
            y[i][j] = s;
    }
}
wsp_kernel static void span(wsp_inout float y[N], int lo, int hi) {
    for (int i = lo; i < hi; i++)
        y[i] = y[i] * 2 + i;
}
wsp_workload void w(wsp_in const float x[N][M], wsp_out float r[N], wsp_inout float y[N][M],
                    wsp_inout float z[N]) {
    for (int k = 0; k <= 3; k++)
        head(x, r, y, 3 * k);
    for (int k = 0; k < 4; k++)
        span(z, 10 * k, 10 * k + 10);
}
wsp_workload void triangle(wsp_in const float A[N][N], wsp_out float L[N][N], wsp_out float r[N]) {
    for (wsp_parallel wsp_tile(8) int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++)
            L[i][j] = 0;
        for (int j = 0; j <= i; j++)
            L[i][j] = A[i][j];
        float s = 0;
        for (int j = i; j < N; j++)
            s += A[i][j];
        r[i] = s;
    }
}
wsp_kernel static void step(wsp_in const float a[N][N], wsp_out float b[N][N], int lo, int hi) {
    for (int i = lo; i < hi; i++)
        for (int j = 0; j < N; j++)
            b[i][j] = i == 0 || i == N - 1 || j == 0 || j == N - 1
                          ? a[i][j]
                          : 0.25f * (a[i - 1][j] + a[i + 1][j] + a[i][j - 1] + a[i][j + 1]);
}
wsp_workload void jacobi(wsp_inout float a[N][N], wsp_inout float b[N][N]) {
    for (int t = 0; t < 3; t++) {
        for (int i = 0; i < N; i += 10)
            step(a, b, i, i + 10);
        for (int i = 0; i < N; i += 10)
            step(b, a, i, i + 10);
    }
}
