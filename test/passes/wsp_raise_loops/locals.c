// What local arrays hold in one iteration, and in parts, are tiles too.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <math.h>
enum { R = 16, C = 32, T = 40 };

// Each iteration sets the row before it reads it.
wsp_kernel static void rows(wsp_in const float x[R][C], wsp_out float y[R][C])
{
    float e[C];
    for (int r = 0; r < R; r++) {
        float s = 0;
        for (int c = 0; c < C; c++) {
            e[c] = expf(x[r][c]);
            s += e[c];
        }
        for (int c = 0; c < C; c++) y[r][c] = e[c] / s;
    }
}

// The first column, and all others.
wsp_kernel static void parts(wsp_in const float x[R][C], wsp_out float y[R])
{
    float p[R][C];
    for (int r = 0; r < R; r++)
        for (int c = 0; c < C; c++) p[r][c] = x[r][c] * 2;
    for (int r = 0; r < R; r++) {
        float m = p[r][0];
        for (int c = 1; c < C; c++) m = fmaxf(m, p[r][c]);
        y[r] = m;
    }
}

// An element that was just stored is what is compared.
wsp_kernel static void largest(wsp_in const float q[C], wsp_in const float k[T][C],
                               wsp_out float y[T])
{
    float s[T], m = -1e30f;
    for (int t = 0; t < T; t++) {
        float a = 0;
        for (int c = 0; c < C; c++) a += q[c] * k[t][c];
        s[t] = a;
        if (s[t] > m) m = s[t];
    }
    for (int t = 0; t < T; t++) y[t] = s[t] - m;
}

wsp_workload void all(wsp_in const float x[R][C], wsp_in const float q[C],
                      wsp_in const float k[T][C], wsp_out float y0[R][C], wsp_out float y1[R],
                      wsp_out float y2[T])
{
    rows(x, y0);
    parts(x, y1);
    largest(q, k, y2);
}
