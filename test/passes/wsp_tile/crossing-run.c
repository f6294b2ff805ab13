// RUN: ptowsp-run %s --workload=rnn --check | FileCheck %s
// RUN: ptowsp-run %s --workload=power --check | FileCheck %s

// States over time steps: arrays, variables and values that a step makes reach the tasks of its
// nests.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { T = 6, B = 32, I = 24, H = 32, N = 70 };
wsp_workload
void rnn(wsp_in const float x[T][B][I], wsp_in const float Wx[I][H], wsp_in const float Wh[H][H], wsp_out float h[B][H])
{
    for (int n = 0; n < B; n++)
        for (int j = 0; j < H; j++) h[n][j] = 0;
    for (int t = 0; t < T; t++) {
        float g[B][H];
        for (int n = 0; n < B; n++)
            for (int j = 0; j < H; j++) {
                float s = 0;
                for (int i = 0; i < I; i++) s += x[t][n][i] * Wx[i][j];
                for (int k = 0; k < H; k++) s += h[n][k] * Wh[k][j];
                g[n][j] = s / (1 + fabsf(s));
            }
        for (int n = 0; n < B; n++)
            for (int j = 0; j < H; j++) h[n][j] = g[n][j];
    }
}
wsp_workload
void power(wsp_in const float A[N][N], wsp_inout float v[N], wsp_out float ev[1])
{
    for (int t = 0; t < T; t++) {
        float w[N], n = 0;
        for (int i = 0; i < N; i++) {
            w[i] = 0;
            for (int j = 0; j < N; j++) w[i] += A[i][j] * v[j];
            n += w[i] * w[i];
        }
        for (wsp_tile(32) int i = 0; i < N; i++) v[i] = w[i] / sqrtf(n);
        ev[0] = n;
    }
}
