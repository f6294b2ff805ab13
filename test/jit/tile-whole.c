// Narrow integers that raised code takes through floats give every bit of what C does.
// RUN: ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { R = 61, C = 67 };
#define KERNEL(NAME, T)                                                                            \
    wsp_kernel static void NAME(wsp_in const T a[R][C], wsp_in const T b[R][C], wsp_out T s[R][C], \
                                wsp_out T p[R][C], wsp_out T m[R][C], wsp_out float f[R][C])       \
    {                                                                                              \
        for (int i = 0; i < R; i++)                                                                \
            for (int j = 0; j < C; j++) {                                                          \
                s[i][j] = (T)(a[i][j] + b[i][j] * 37);                                             \
                p[i][j] = (T)(a[i][j] < b[i][j] ? a[i][j] >> 2 : (b[i][j] ^ a[i][j]) & 93);        \
                m[i][j] = a[i][j] > b[i][j] ? a[i][j] : b[i][j];                                   \
                f[i][j] = (float)a[i][j] * -1.0f;                                                  \
            }                                                                                      \
    }
KERNEL(i8, int8_t)
KERNEL(u8, uint8_t)
KERNEL(i16, int16_t)
KERNEL(u16, uint16_t)
wsp_workload void w(wsp_in const int8_t a[R][C], wsp_in const int8_t b[R][C], wsp_in const uint8_t c[R][C], wsp_in const uint8_t d[R][C],
                    wsp_in const int16_t e[R][C], wsp_in const int16_t g[R][C], wsp_in const uint16_t h[R][C], wsp_in const uint16_t k[R][C],
                    wsp_out int8_t o[3][R][C], wsp_out uint8_t q[3][R][C], wsp_out int16_t x[3][R][C], wsp_out uint16_t y[3][R][C], wsp_out float f[4][R][C])
{
    i8(a, b, o[0], o[1], o[2], f[0]), u8(c, d, q[0], q[1], q[2], f[1]);
    i16(e, g, x[0], x[1], x[2], f[2]), u16(h, k, y[0], y[1], y[2], f[3]);
}
