// Odd extents, empty loops, steps, flags, places and recurrences compute what the serial program does.
// RUN: ptowsp-run %s --workload=w --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=v --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=u --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdbool.h>
#include <stdint.h>
enum { N = 9, M = 13 };
wsp_kernel static void zero(wsp_in const float x[N][M], wsp_inout float y[N][M]) {
    for (int i = 0; i < 0; i++)
        for (int j = 0; j < M; j++)
            y[i][j] = x[i][j];
    for (int i = 0; i < N; i++)
        for (int j = 3; j < 3; j++)
            y[i][j] = 1;
    for (int i = 0; i < 1; i++)
        for (int j = 0; j < M; j++)
            y[i][j] += x[i][j];
}
wsp_kernel static void steps(wsp_in const float x[N][M], wsp_inout float y[N][M]) {
    for (int i = 0; i < N; i += 2)
        for (int j = 1; j < M; j += 3)
            y[i][j] = x[i][j] + 1;
}
wsp_kernel static void cond(wsp_in const float x[N][M], wsp_inout float y[N][M], int32_t n) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++)
            if (n > 2)
                y[i][j] = x[i][j];
            else
                y[i][j] -= 1;
}
wsp_kernel static void flags(wsp_in const float x[N][M], wsp_out int32_t f[N], wsp_out bool g[N],
                             wsp_out uint8_t h[N]) {
    for (int i = 0; i < N; i++) {
        bool a = true;
        int32_t b = 0;
        uint8_t c = 0;
        for (int j = 0; j < M; j++) {
            a = a && x[i][j] > -0.9f;
            b |= x[i][j] > 0.5f;
            c += x[i][j] > 0;
        }
        g[i] = a;
        f[i] = b;
        h[i] = c;
    }
}
wsp_kernel static void tri(wsp_in const float l[N][N], wsp_in const float b[N],
                           wsp_out float x[N]) {
    for (int i = 0; i < N; i++) {
        float t = b[i];
        for (int j = 0; j < i; j++)
            t -= l[i][j] * x[j];
        x[i] = t;
    }
}
wsp_kernel static void scanr(wsp_inout float x[N][M]) {
    for (int i = 1; i < N; i++)
        for (int j = 0; j < M; j++)
            x[i][j] += x[i - 1][j];
}
wsp_kernel static void scanc(wsp_inout float x[N][M]) {
    for (int i = 0; i < N; i++)
        for (int j = 1; j < M; j++)
            x[i][j] += x[i][j - 1] * 0.5f;
}
wsp_kernel static void arg2(wsp_in const float x[N][M], wsp_out float b[1], wsp_out int32_t k[1]) {
    float best = -1e30f;
    int at = -1;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++)
            if (x[i][j] >= best) {
                best = x[i][j];
                at = i * M + j;
            }
    b[0] = best;
    k[0] = at;
}
wsp_kernel static void minabs(wsp_in const float x[N][M], wsp_out float b[M],
                              wsp_out int32_t k[M]) {
    for (int j = 0; j < M; j++) {
        b[j] = 1e9f;
        k[j] = -1;
    }
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++) {
            float a = fabsf(x[i][j]);
            if (a < b[j]) {
                b[j] = a;
                k[j] = i;
            }
        }
}
wsp_kernel static void three(wsp_in const float x[4][N][M], wsp_out float y[4][M],
                             wsp_out float z[N]) {
    for (int a = 0; a < 4; a++)
        for (int j = 0; j < M; j++) {
            float s = 0;
            for (int i = 0; i < N; i++)
                s += x[a][i][j];
            y[a][j] = s;
        }
    for (int i = 0; i < N; i++)
        z[i] = 0;
    for (int a = 0; a < 4; a++)
        for (int i = 0; i < N; i++)
            for (int j = 0; j < M; j++)
                z[i] += x[a][i][j];
}
wsp_kernel static void clampi(wsp_in const int16_t x[M], wsp_out int16_t y[M],
                              wsp_in const int8_t a[M], wsp_out int8_t b[M]) {
    for (int i = 0; i < M; i++) {
        y[i] = x[i] > 100 ? 100 : x[i] < -100 ? -100 : x[i];
        b[i] = a[i] >= 0 ? a[i] : -a[i];
    }
}
wsp_kernel static void alias(wsp_inout float x[M]) {
    for (int i = 0; i < M - 1; i++)
        x[i] = x[i + 1];
    for (int i = M - 1; i > 0; i--)
        x[i] = x[i - 1] * 2;
}
wsp_kernel static void swap(wsp_inout float x[M]) {
    for (int i = 0; i < M / 2; i++) {
        float t = x[i];
        x[i] = x[M - 1 - i];
        x[M - 1 - i] = t;
    }
}
wsp_workload void w(wsp_in const float X[N][M], wsp_inout float Y[N][M], wsp_inout float A[N][M],
                    wsp_inout float B[N][M], wsp_out int32_t F[N], wsp_out bool G[N],
                    wsp_out uint8_t H[N], wsp_in const float L[N][N], wsp_in const float V[N],
                    wsp_out float S[N]) {
    zero(X, Y);
    steps(X, A);
    cond(X, B, 3);
    flags(X, F, G, H);
    tri(L, V, S);
}
wsp_workload void v(wsp_in const float X[N][M], wsp_inout float A[N][M], wsp_inout float B[N][M],
                    wsp_out float b[1], wsp_out int32_t k[1], wsp_out float d[M],
                    wsp_out int32_t e[M], wsp_in const float T[4][N][M], wsp_out float U[4][M],
                    wsp_out float W[N], wsp_in const int16_t I[M], wsp_out int16_t J[M]) {
    scanr(A);
    scanc(B);
    arg2(X, b, k);
    minabs(X, d, e);
    three(T, U, W);
}
wsp_workload void u(wsp_in const int16_t I[M], wsp_out int16_t J[M], wsp_in const int8_t P[M],
                    wsp_out int8_t Q[M], wsp_inout float R[M], wsp_inout float S[M]) {
    clampi(I, J, P, Q);
    alias(R);
    swap(S);
}
