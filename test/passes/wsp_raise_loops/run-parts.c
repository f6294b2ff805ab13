// Parts of a local are gathered from the tile that holds it: columns, rows, every other element.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { R = 13, C = 24, H = C / 2 };
wsp_kernel static void softmax(wsp_in const float x[R][C], wsp_out float y[R][C]) {
    float p[R][C];
    for (int i = 0; i < R; i++)
        for (int j = 0; j < C; j++)
            p[i][j] = x[i][j] > 0 ? x[i][j] * 0.5f : -1e9f;
    for (int i = 0; i < R; i++) {
        float m = p[i][0], z = 0;
        for (int j = 1; j < C; j++)
            if (p[i][j] > m)
                m = p[i][j];
        for (int j = 0; j < C; j++) {
            p[i][j] = expf(p[i][j] - m);
            z += p[i][j];
        }
        for (int j = 0; j < C; j++)
            y[i][j] = p[i][j] / z;
    }
}
wsp_kernel static void pairs(wsp_in const short x[R][C], wsp_out short y[R][H], wsp_out short last[C]) {
    short p[R][C];
    for (int i = 0; i < R; i++)
        for (int j = 0; j < C; j++)
            p[i][j] = x[i][j] + 1;
    for (int i = 0; i < R; i++)
        for (int j = 0; j < H; j++)
            y[i][j] = p[i][2 * j] - p[i][C - 1 - j];
    for (int j = 0; j < C; j++)
        last[j] = p[R - 1][j];
}
wsp_workload void parts(wsp_in const float x[R][C], wsp_in const short s[R][C], wsp_out float y[R][C],
                        wsp_out short d[R][H], wsp_out short last[C]) {
    softmax(x, y);
    pairs(s, d, last);
}
