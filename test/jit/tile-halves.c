// Sums and extremes of integers all over their range, along rows and columns.
// RUN: ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { R = 37, C = 131 };
#define KERNEL(NAME, T)                                                                      \
    wsp_kernel static void NAME(wsp_in const T a[R][C], wsp_out int32_t r[3][R], wsp_out int32_t c[3][C]) \
    {                                                                                        \
        for (int i = 0; i < R; i++) {                                                        \
            uint32_t s = 0;                                                                  \
            int32_t m = (int32_t)((uint32_t)a[i][0] * 48271u), n = m;                        \
            for (int j = 0; j < C; j++) {                                                    \
                int32_t v = (int32_t)((uint32_t)a[i][j] * 48271u);                           \
                s += (uint32_t)v;                                                            \
                m = v > m ? v : m;                                                           \
                n = v < n ? v : n;                                                           \
            }                                                                                \
            r[0][i] = (int32_t)s, r[1][i] = m, r[2][i] = n;                                  \
        }                                                                                    \
        for (int j = 0; j < C; j++) {                                                        \
            uint32_t s = 0;                                                                  \
            int32_t m = a[0][j];                                                             \
            for (int i = 0; i < R; i++) {                                                    \
                s += (uint32_t)a[i][j];                                                      \
                m = a[i][j] > m ? a[i][j] : m;                                               \
            }                                                                                \
            c[0][j] = (int32_t)s, c[1][j] = m, c[2][j] = -m;                                 \
        }                                                                                    \
    }
KERNEL(i32, int32_t)
KERNEL(i16, int16_t)
KERNEL(u8, uint8_t)
wsp_workload void w(wsp_in const int32_t a[R][C], wsp_in const int16_t b[R][C], wsp_in const uint8_t c[R][C],
                    wsp_out int32_t r[3][3][R], wsp_out int32_t s[3][3][C])
{
    i32(a, r[0], s[0]), i16(b, r[1], s[1]), u8(c, r[2], s[2]);
}
