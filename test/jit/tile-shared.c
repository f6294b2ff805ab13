// A value with several users is computed once in the loop that all of them end in: parts of wider
// arrays, of all widths of elements.
// RUN: ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { R = 9, C = 70, W = 131 };
wsp_kernel static void k(wsp_in const float x[R][W], wsp_in const _Float16 h[R][W], wsp_in const int8_t b[R][W],
                         wsp_out float y[R][W], wsp_out _Float16 g[R][W], wsp_out int8_t s[W])
{
    for (int i = 0; i < R; i++)
        for (int j = 0; j < C; j++) {
            float t = x[i][j] * 2.0f, u = t * t - t;
            y[i][j] = u > t ? u : t;
            g[i][j] = h[i][j] > (_Float16)0.5f ? h[i][j] : h[i][j] * h[i][j];
        }
    for (int j = 0; j < C; j++) {
        int8_t sum = 0;
        for (int i = 0; i < R; i++)
            sum = (int8_t)(sum + b[i][j]);
        s[j] = sum;
    }
}
wsp_workload void w(wsp_in const float x[R][W], wsp_in const _Float16 h[R][W], wsp_in const int8_t b[R][W],
                    wsp_inout float y[R][W], wsp_inout _Float16 g[R][W], wsp_inout int8_t s[W]) { k(x, h, b, y, g, s); }
