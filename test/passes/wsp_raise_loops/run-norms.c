// Normalizations, activations and online softmax compute what the serial program does.
// RUN: ptowsp-run %s --workload=w --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=v --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 16, M = 48, D = 16 };
wsp_kernel static void layernorm(wsp_in const float x[N][M], wsp_in const float g[M],
                                 wsp_in const float b[M], wsp_out float y[N][M]) {
    for (int i = 0; i < N; i++) {
        float s = 0, q = 0;
        for (int j = 0; j < M; j++)
            s += x[i][j];
        float mean = s / M;
        for (int j = 0; j < M; j++) {
            float d = x[i][j] - mean;
            q += d * d;
        }
        float r = 1.0f / sqrtf(q / M + 1e-5f);
        for (int j = 0; j < M; j++)
            y[i][j] = (x[i][j] - mean) * r * g[j] + b[j];
    }
}
wsp_kernel static void onepass(wsp_in const float x[N][M], wsp_out float y[N][M]) {
    for (int i = 0; i < N; i++) {
        float s = 0, q = 0;
        for (int j = 0; j < M; j++) {
            s += x[i][j];
            q += x[i][j] * x[i][j];
        }
        float mean = s / M, var = q / M - mean * mean;
        for (int j = 0; j < M; j++)
            y[i][j] = (x[i][j] - mean) / sqrtf(var + 1e-5f);
    }
}
wsp_kernel static void gelu(wsp_in const float x[N][M], wsp_out float y[N][M],
                            wsp_out float z[N][M]) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++) {
            float v = x[i][j];
            float u = 0.79788456f * (v + 0.044715f * v * v * v);
            float e = expf(2 * u);
            y[i][j] = 0.5f * v * (1 + (e - 1) / (e + 1));
            z[i][j] = v / (1 + expf(-v));
        }
}
wsp_kernel static void online(wsp_in const float q[N][D], wsp_in const float k[M][D],
                              wsp_in const float v[M][D], wsp_out float o[N][D]) {
    for (int i = 0; i < N; i++) {
        float m = -INFINITY, l = 0, acc[D];
        for (int d = 0; d < D; d++)
            acc[d] = 0;
        for (int j = 0; j < M; j++) {
            float s = 0;
            for (int d = 0; d < D; d++)
                s += q[i][d] * k[j][d];
            float mn = fmaxf(m, s), c = expf(m - mn), p = expf(s - mn);
            l = l * c + p;
            for (int d = 0; d < D; d++)
                acc[d] = acc[d] * c + p * v[j][d];
            m = mn;
        }
        for (int d = 0; d < D; d++)
            o[i][d] = acc[d] / l;
    }
}
wsp_kernel static void softmax3(wsp_in const float x[N][M], wsp_out float y[N][M]) {
    float mx[N], sm[N];
    for (int i = 0; i < N; i++) {
        mx[i] = x[i][0];
        for (int j = 1; j < M; j++)
            if (x[i][j] > mx[i])
                mx[i] = x[i][j];
    }
    for (int i = 0; i < N; i++) {
        sm[i] = 0;
        for (int j = 0; j < M; j++) {
            y[i][j] = expf(x[i][j] - mx[i]);
            sm[i] += y[i][j];
        }
    }
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++)
            y[i][j] /= sm[i];
}
wsp_workload void w(wsp_in const float X[N][M], wsp_in const float G[M], wsp_in const float B[M],
                    wsp_out float Y[N][M], wsp_out float P[N][M], wsp_out float Q[N][M],
                    wsp_out float R[N][M], wsp_out float T[N][M]) {
    layernorm(X, G, B, Y);
    onepass(X, P);
    gelu(X, Q, R);
    softmax3(X, T);
}
wsp_workload void v(wsp_in const float Q[N][D], wsp_in const float K[M][D],
                    wsp_in const float V[M][D], wsp_out float O[N][D]) {
    online(Q, K, V, O);
}
