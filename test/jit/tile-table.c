// Rows read backwards, with strides and interleaved, of all widths.
// RUN: ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { R = 7, C = 67 };
#define KERNEL(NAME, T)                                                                                  \
    wsp_kernel static void NAME(wsp_in const T x[R][4 * C], wsp_out T y[4][R][C], wsp_out T z[R][2 * C]) \
    {                                                                                                    \
        for (int i = 0; i < R; i++)                                                                      \
            for (int j = 0; j < C; j++) {                                                                \
                y[0][i][j] = x[i][C - 1 - j];                                                            \
                y[1][i][j] = (T)(x[i][2 * j] + x[i][2 * j + 1]);                                         \
                y[2][i][j] = (T)(x[i][3 * j + 2] - x[R - 1 - i][4 * j + 3]);                             \
                z[i][2 * j] = (T)(x[i][2 * j] - x[i][2 * j + 1]);                                        \
                z[i][2 * j + 1] = x[i][j];                                                               \
                y[3][i][C - 1 - j] = x[i][3 * j];                                                        \
            }                                                                                            \
    }
KERNEL(f32, float)
KERNEL(f16, _Float16)
KERNEL(i32, int32_t)
KERNEL(u8, uint8_t)
KERNEL(i16, int16_t)
wsp_workload void w(wsp_in const float a[R][4 * C], wsp_in const _Float16 b[R][4 * C], wsp_in const int32_t c[R][4 * C], wsp_in const uint8_t d[R][4 * C], wsp_in const int16_t e[R][4 * C],
                    wsp_out float k[4][R][C], wsp_out float l[R][2 * C], wsp_out _Float16 m[4][R][C], wsp_out _Float16 n[R][2 * C], wsp_out int32_t o[4][R][C], wsp_out int32_t p[R][2 * C],
                    wsp_out uint8_t q[4][R][C], wsp_out uint8_t r[R][2 * C], wsp_out int16_t s[4][R][C], wsp_out int16_t t[R][2 * C])
{
    f32(a, k, l), f16(b, m, n), i32(c, o, p), u8(d, q, r), i16(e, s, t);
}
