// Transposed tiles of narrow and wide elements, of extents that no square fills.
// RUN: ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { R = 67, C = 43 };
#define KERNEL(NAME, T)                                                                             \
    wsp_kernel static void NAME(wsp_in const T x[R][C], wsp_in const T v[R], wsp_out T y[C][R], wsp_out T z[R][C]) \
    {                                                                                               \
        for (int i = 0; i < C; i++)                                                                 \
            for (int j = 0; j < R; j++)                                                             \
                y[i][j] = x[j][i];                                                                  \
        for (int i = 0; i < R; i++)                                                                 \
            for (int j = 0; j < C; j++)                                                             \
                z[i][j] = (T)(v[i] - x[j][i % C]);                                                  \
    }
KERNEL(f32, float)
KERNEL(f16, _Float16)
KERNEL(i8, int8_t)
wsp_workload void w(wsp_in const float a[R][C], wsp_in const float f[R], wsp_in const _Float16 b[R][C], wsp_in const _Float16 g[R], wsp_in const int8_t c[R][C], wsp_in const int8_t h[R],
                    wsp_out float p[C][R], wsp_out float q[R][C], wsp_out _Float16 r[C][R], wsp_out _Float16 s[R][C], wsp_out int8_t t[C][R], wsp_out int8_t u[R][C])
{
    f32(a, f, p, q), f16(b, g, r, s), i8(c, h, t, u);
}
