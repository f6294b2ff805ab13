// Gathers read what the serial program reads.
// RUN: ptowsp-run %s --workload=w --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 40, M = 64, D = 16 };
wsp_kernel static void ga(wsp_in const float x[M], wsp_in const int32_t at[N], wsp_out float y[N]) {
    for (int i = 0; i < N; i++)
        y[i] = x[at[i] & 63];
}
wsp_kernel static void gb(wsp_in const float x[M], wsp_in const uint8_t at[N], wsp_out float y[N]) {
    for (int i = 0; i < N; i++)
        y[i] = x[at[i] % 64];
}
wsp_kernel static void emb(wsp_in const float x[M][D], wsp_in const int32_t at[N],
                           wsp_out float y[N][D]) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < D; j++)
            y[i][j] = x[at[i] & 63][j];
}
wsp_workload void w(wsp_in const float X[M], wsp_in const int32_t A[N], wsp_in const uint8_t B[N],
                    wsp_in const float T[M][D], wsp_out float Y[N], wsp_out float Z[N],
                    wsp_out float E[N][D]) {
    ga(X, A, Y);
    gb(X, B, Z);
    emb(T, A, E);
}
