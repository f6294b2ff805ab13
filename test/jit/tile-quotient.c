// Quotients and remainders by numbers, of integers all over their range.
// RUN: ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { R = 13, C = 67 };
#define KERNEL(NAME, T, D)                                                                               \
    wsp_kernel static void NAME(wsp_in const T x[R][C], wsp_out T q[R][C], wsp_out T r[R][C])            \
    {                                                                                                    \
        for (int i = 0; i < R; i++)                                                                      \
            for (int j = 0; j < C; j++) {                                                                \
                T v = (T)((uint32_t)x[i][j] * 2654435761u);                                              \
                q[i][j] = (T)(v / D), r[i][j] = (T)(v % D);                                              \
            }                                                                                            \
    }
KERNEL(i3, int32_t, 3)
KERNEL(i7, int32_t, -1000003)
KERNEL(im, int32_t, 2147483647)
KERNEL(u3, uint32_t, 7)
KERNEL(h3, int16_t, 11)
KERNEL(b3, int8_t, 3)
KERNEL(c3, uint8_t, 10)
wsp_workload void w(wsp_in const int32_t x[R][C], wsp_in const uint32_t y[R][C], wsp_in const int16_t h[R][C], wsp_in const int8_t b[R][C], wsp_in const uint8_t c[R][C],
                    wsp_out int32_t o[6][R][C], wsp_out uint32_t p[2][R][C], wsp_out int16_t q[2][R][C], wsp_out int8_t r[2][R][C], wsp_out uint8_t s[2][R][C])
{
    i3(x, o[0], o[1]), i7(x, o[2], o[3]), im(x, o[4], o[5]), u3(y, p[0], p[1]);
    h3(h, q[0], q[1]), b3(b, r[0], r[1]), c3(c, s[0], s[1]);
}
