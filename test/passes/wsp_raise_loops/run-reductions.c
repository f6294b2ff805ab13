// Reductions of all kinds compute what the serial program does.
// RUN: ptowsp-run %s --workload=w --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=v --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 24, M = 40 };
wsp_kernel static void cols(wsp_in const float x[N][M], wsp_out float s[M], wsp_out float m[M],
                            wsp_out float n[M]) {
    for (int j = 0; j < M; j++) {
        s[j] = 0;
        m[j] = -INFINITY;
        n[j] = INFINITY;
    }
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++) {
            s[j] += x[i][j];
            m[j] = fmaxf(m[j], x[i][j]);
            n[j] = fminf(n[j], x[i][j]);
        }
}
wsp_kernel static void cols2(wsp_in const float x[N][M], wsp_out float s[M]) {
    for (int j = 0; j < M; j++) {
        float t = 1;
        for (int i = 0; i < N; i++)
            t = t * 0.5f + x[i][j];
        s[j] = t;
    }
}
wsp_kernel static void prod(wsp_in const float x[N][M], wsp_out float p[N]) {
    for (int i = 0; i < N; i++) {
        float t = 1;
        for (int j = 0; j < M; j++)
            t *= x[i][j];
        p[i] = t;
    }
}
wsp_kernel static void isum(wsp_in const int32_t x[N][M], wsp_out int32_t s[N],
                            wsp_out int32_t m[N], wsp_out int32_t t[M], wsp_out int32_t c[N]) {
    for (int i = 0; i < N; i++) {
        s[i] = 0;
        m[i] = x[i][0];
        int32_t k = 0;
        for (int j = 0; j < M; j++) {
            s[i] += x[i][j];
            m[i] = x[i][j] > m[i] ? x[i][j] : m[i];
            k += x[i][j] > 3;
        }
        c[i] = k;
    }
    for (int j = 0; j < M; j++) {
        int32_t a = 0;
        for (int i = 0; i < N; i++)
            a += x[i][j];
        t[j] = a;
    }
}
wsp_kernel static void arg(wsp_in const float x[N][M], wsp_out float b[N], wsp_out int32_t k[N],
                           wsp_out int32_t l[N]) {
    for (int i = 0; i < N; i++) {
        float best = x[i][0];
        int at = 0;
        for (int j = 1; j < M; j++)
            if (x[i][j] > best) {
                best = x[i][j];
                at = j;
            }
        b[i] = best;
        k[i] = at;
        float low = INFINITY;
        int la = -1;
        for (int j = 0; j < M; j++)
            if (x[i][j] <= low) {
                low = x[i][j];
                la = j;
            }
        l[i] = la;
    }
}
wsp_kernel static void any(wsp_in const float x[N][M], wsp_out int32_t a[N], wsp_out int32_t b[N],
                           wsp_out int32_t c[N]) {
    for (int i = 0; i < N; i++) {
        int f = 0, g = 1, p = -1;
        for (int j = 0; j < M; j++) {
            if (x[i][j] > 0.9f)
                f = 1;
            if (x[i][j] < -0.9f)
                g = 0;
            if (x[i][j] > 0.5f)
                p = j;
        }
        a[i] = f;
        b[i] = g;
        c[i] = p;
    }
}
wsp_kernel static void scan(wsp_in const float x[N][M], wsp_out float y[N][M],
                            wsp_out float z[N][M]) {
    for (int i = 0; i < N; i++) {
        float s = 0, m = -INFINITY;
        for (int j = 0; j < M; j++) {
            s += x[i][j];
            y[i][j] = s;
            m = fmaxf(m, x[i][j]);
            z[i][j] = m;
        }
    }
}
wsp_workload void w(wsp_in const float X[N][M], wsp_in const int32_t K[N][M], wsp_out float S[M],
                    wsp_out float Ma[M], wsp_out float Mi[M], wsp_out float P[N],
                    wsp_out int32_t A[N], wsp_out int32_t B[N], wsp_out int32_t C[M],
                    wsp_out int32_t D[N], wsp_out float E[N]) {
    cols(X, S, Ma, Mi);
    prod(X, P);
    isum(K, A, B, C, D);
}
wsp_workload void v(wsp_in const float X[N][M], wsp_out float E[N], wsp_out int32_t F[N],
                    wsp_out int32_t G[N], wsp_out int32_t H[N], wsp_out int32_t I[N],
                    wsp_out int32_t J[N], wsp_out float Y[N][M], wsp_out float Z[N][M],
                    wsp_out float Q[M]) {
    arg(X, E, F, G);
    any(X, H, I, J);
    scan(X, Y, Z);
    cols2(X, Q);
}
