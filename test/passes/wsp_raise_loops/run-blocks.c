// What exceeds the unified buffer is done block by block.
// RUN: ptowsp-run %s --workload=w --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 200000, R = 300, C = 700 };
wsp_kernel static void ew(wsp_in const float x[N], wsp_in const float z[N], wsp_out float y[N]) {
    for (int i = 0; i < N; i++)
        y[i] = x[i] * 2 + z[i];
}
wsp_kernel static void sm(wsp_in const float x[R][C], wsp_out float y[R][C]) {
    for (int i = 0; i < R; i++) {
        float m = -INFINITY, s = 0;
        for (int j = 0; j < C; j++)
            m = fmaxf(m, x[i][j]);
        for (int j = 0; j < C; j++) {
            y[i][j] = expf(x[i][j] - m);
            s += y[i][j];
        }
        for (int j = 0; j < C; j++)
            y[i][j] /= s;
    }
}
wsp_kernel static void tot(wsp_in const float x[N], wsp_out float s[1]) {
    float t = 0;
    for (int i = 0; i < N; i++)
        t += x[i];
    s[0] = t;
}
wsp_workload void w(wsp_in const float X[N], wsp_in const float Z[N], wsp_out float Y[N],
                    wsp_in const float A[R][C], wsp_out float B[R][C], wsp_out float S[1]) {
    ew(X, Z, Y);
    sm(A, B);
    tot(X, S);
}
