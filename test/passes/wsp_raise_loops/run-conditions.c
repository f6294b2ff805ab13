// Conditions choose what the serial program chooses.
// RUN: ptowsp-run %s --workload=w --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 24, M = 40 };
wsp_kernel static void k1(wsp_in const float x[N][M], wsp_inout float y[N][M]) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++)
            if (x[i][j] > 0.25f)
                y[i][j] = x[i][j];
}
wsp_kernel static void k2(wsp_in const float x[N][M], wsp_in const int32_t k[N][M],
                          wsp_out float y[N][M]) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++) {
            if (j <= i && x[i][j] < 3.0f)
                y[i][j] = x[i][j] * 2 + (float)j;
            else if (k[i][j] > 2 || !(x[i][j] != 0))
                y[i][j] = (float)k[i][j];
            else
                y[i][j] = i == j ? 7.0f : -1.0f;
        }
}
wsp_kernel static void k3(wsp_in const float x[N][M], wsp_out float y[N][M]) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++) {
            float l = j > 0 ? x[i][j - 1] : 0, r = j + 1 < M ? x[i][j + 1] : 0;
            float u = 0, d = 0;
            if (i > 0)
                u = x[i - 1][j];
            if (i < N - 1)
                d = x[i + 1][j];
            y[i][j] = (l + r + u + d) * 0.25f - x[i][j];
        }
}
wsp_kernel static void k4(wsp_out float y[N][M], wsp_out int32_t z[M]) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++)
            y[i][j] = (float)(3 * i - 2 * j + 1);
    for (int i = 0; i < M; i++)
        z[i] = i * i;
}
wsp_kernel static void k5(wsp_inout float c[N][M]) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j <= i; j++)
            c[i][j] = -c[i][j];
    for (int i = N - 1; i >= 0; i--)
        for (int j = i; j < M; j++)
            c[i][j] *= 2;
}
wsp_kernel static void k6(wsp_in const float x[N][M], wsp_out float s[N], wsp_in const float v[M]) {
    for (int i = 0; i < N; i++) {
        float t = 0;
        for (int j = 0; j <= i; j++)
            t += x[i][j] * v[j];
        s[i] = t;
    }
}
wsp_workload void w(wsp_in const float X[N][M], wsp_in const int32_t K[N][M],
                    wsp_inout float A[N][M], wsp_out float B[N][M], wsp_out float C[N][M],
                    wsp_out float D[N][M], wsp_out int32_t Z[M], wsp_inout float E[N][M],
                    wsp_out float S[N], wsp_in const float V[M]) {
    k1(X, A);
    k2(X, K, B);
    k3(X, C);
    k4(D, Z);
    k5(E);
    k6(X, S, V);
}
