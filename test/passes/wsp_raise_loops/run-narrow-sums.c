// Sums in variables of 8 and 16 bits, which wrap around, and magnitudes of integers.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
#include <stdlib.h>
enum { R = 9, C = 100 };

wsp_kernel static void differ(wsp_in const uint8_t x[R][C], wsp_out uint16_t y[R][R])
{
    for (int i = 0; i < R; i++)
        for (int j = 0; j < R; j++) {
            uint16_t d = 0;
            for (int k = 0; k < C; k++) d += x[i][k] != x[j][k];
            y[i][j] = d;
        }
}

wsp_kernel static void wrapped(wsp_in const uint8_t x[R][C], wsp_out uint8_t y[R],
                               wsp_out int32_t z[R])
{
    for (int i = 0; i < R; i++) {
        uint8_t s = 0;
        int8_t t = 7;
        for (int k = 0; k < C; k++) s += x[i][k];
        for (int k = 0; k < C; k++) t -= x[i][k];
        y[i] = s;
        z[i] = t;
    }
}

wsp_kernel static void sizes(wsp_in const int32_t x[C], wsp_out int32_t y[C])
{
    for (int i = 0; i < C; i++) y[i] = abs(x[i] - 3) + abs(3 - x[i]);
}

wsp_workload void all(wsp_in const uint8_t x[R][C], wsp_in const int32_t v[C],
                      wsp_out uint16_t a[R][R], wsp_out uint8_t b[R], wsp_out int32_t c[R],
                      wsp_out int32_t d[C])
{
    differ(x, a);
    wrapped(x, b, c);
    sizes(v, d);
}
