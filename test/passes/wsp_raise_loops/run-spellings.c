// Reductions in the spellings that programs have them in, of two and three loops, are raised, and
// compute what the serial program does.
// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// CHECK: check: ok
#include <float.h>
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdbool.h>
#include <stdint.h>
enum { R = 9, C = 21, D = 5, K = 19 };
#define KERNEL(name) \
    wsp_kernel static void name(wsp_in const float x[R][C], wsp_in const int32_t v[R][C], wsp_in const float t[D][R][C], \
                                wsp_in const int8_t b[R][C], wsp_in const uint8_t u8[R][C], wsp_out float y[R], \
                                wsp_out int32_t n[R], wsp_out float z[C])

KERNEL(a2)
{
    for (int i = 0; i < R; i++) { float m = -FLT_MAX; for (int j = 0; j < C; j++) if (m < x[i][j]) m = x[i][j]; y[i] = m; }
}

KERNEL(a4)
{
    for (int i = 0; i < R; i++) { y[i] = x[i][0]; for (int j = 1; j < C; j++) if (x[i][j] <= y[i]) y[i] = x[i][j]; }
}

KERNEL(a5)
{
    for (int i = 0; i < R; i++) { float m = FLT_MAX; for (int j = 0; j < C; j++) if (!(x[i][j] >= m)) m = x[i][j]; y[i] = m; }
}

KERNEL(a7)
{
    for (int i = 0; i < R; i++) { int b = 0; for (int j = 1; j < C; j++) if (v[i][j] >= v[i][b]) b = j; n[i] = b; }
}

KERNEL(a8)
{
    for (int i = 0; i < R; i++) { bool any = false; for (int j = 0; j < C; j++) any |= x[i][j] > 0.9f; n[i] = any; }
}

KERNEL(b1)
{
    for (int i = 0; i < R; i++) { int all = 1; for (int j = 0; j < C; j++) if (!(x[i][j] < 0.9f)) all = 0; n[i] = all; }
}

KERNEL(b6)
{
    for (int j = 0; j < C; j++) { int b = 0; for (int i = 0; i < R; i++) if (x[i][j] > x[b][j]) b = i; z[j] = b; }
}

KERNEL(c3)
{
    for (int i = 0; i < R; i++) { int first = -1; for (int j = 0; j < C; j++) if (first < 0 && x[i][j] > 0.5f) first = j; n[i] = first; }
}

KERNEL(c9)
{
    for (int i = 0; i < R; i++) { bool found = false; for (int j = 0; j < C; j++) if (x[i][j] == 0.25f) { found = true; } n[i] = found ? 1 : 0; }
}

KERNEL(b7)
{
    float m = -INFINITY; int bi = 0, bj = 0; for (int i = 0; i < R; i++) for (int j = 0; j < C; j++) if (x[i][j] > m) { m = x[i][j]; bi = i; bj = j; } y[0] = m; n[0] = bi; n[1] = bj;
}

KERNEL(d1)
{
    for (int i = 0; i < R; i++) { int found = 0; for (int j = 0; j < C && !found; j++) if (x[i][j] > 0.75f) found = 1; n[i] = found; }
}

KERNEL(d2)
{
    for (int i = 0; i < R; i++) { n[i] = -1; for (int j = 0; j < C; j++) if (x[i][j] > 0.75f) { n[i] = j; break; } }
}

KERNEL(e2)
{
    float s = 0; for (int d = 0; d < D; d++) for (int i = 0; i < R; i++) for (int j = 0; j < C; j++) s += t[d][i][j]; y[0] = s;
}

KERNEL(e3)
{
    for (int j = 0; j < C; j++) { float m = -FLT_MAX; for (int d = 0; d < D; d++) for (int i = 0; i < R; i++) if (t[d][i][j] > m) m = t[d][i][j]; z[j] = m; }
}

KERNEL(e7)
{
    bool any = false; for (int d = 0; d < D; d++) for (int i = 0; i < R; i++) for (int j = 0; j < C; j++) any = any || t[d][i][j] > 0.999f; n[0] = any;
}

KERNEL(f3)
{
    for (int i = 0; i < R; i++) { int8_t s = -128; for (int j = 0; j < C; j++) if (b[i][j] > s) s = b[i][j]; n[i] = s; }
}

KERNEL(f5)
{
    for (int i = 0; i < R; i++) { uint8_t s = 255; for (int j = 0; j < C; j++) s = u8[i][j] < s ? u8[i][j] : s; n[i] = s; }
}

KERNEL(g1)
{
    for (int i = 0; i < R; i++) { int best = -1; float m = 0.25f; for (int j = 0; j < C; j++) if (x[i][j] >= m) { best = j; m = x[i][j]; } n[i] = best; }
}

KERNEL(g5)
{
    int cnt = 0; float tot = 0; for (int i = 0; i < R; i++) for (int j = 0; j < C; j++) { if (x[i][j] > 0) cnt++; else tot -= x[i][j]; } n[0] = cnt; y[0] = tot;
}

wsp_workload void w(wsp_in const float x[R][C], wsp_in const int32_t v[R][C], wsp_in const float t[D][R][C], wsp_in const int8_t b[R][C], wsp_in const uint8_t u8[R][C], wsp_out float y[K][R], wsp_out int32_t n[K][R], wsp_out float z[K][C])
{
    a2(x, v, t, b, u8, y[0], n[0], z[0]);
    a4(x, v, t, b, u8, y[1], n[1], z[1]);
    a5(x, v, t, b, u8, y[2], n[2], z[2]);
    a7(x, v, t, b, u8, y[3], n[3], z[3]);
    a8(x, v, t, b, u8, y[4], n[4], z[4]);
    b1(x, v, t, b, u8, y[5], n[5], z[5]);
    b6(x, v, t, b, u8, y[6], n[6], z[6]);
    c3(x, v, t, b, u8, y[7], n[7], z[7]);
    c9(x, v, t, b, u8, y[8], n[8], z[8]);
    b7(x, v, t, b, u8, y[9], n[9], z[9]);
    d1(x, v, t, b, u8, y[10], n[10], z[10]);
    d2(x, v, t, b, u8, y[11], n[11], z[11]);
    e2(x, v, t, b, u8, y[12], n[12], z[12]);
    e3(x, v, t, b, u8, y[13], n[13], z[13]);
    e7(x, v, t, b, u8, y[14], n[14], z[14]);
    f3(x, v, t, b, u8, y[15], n[15], z[15]);
    f5(x, v, t, b, u8, y[16], n[16], z[16]);
    g1(x, v, t, b, u8, y[17], n[17], z[17]);
    g5(x, v, t, b, u8, y[18], n[18], z[18]);
}
