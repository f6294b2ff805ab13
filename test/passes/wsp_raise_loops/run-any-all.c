// Whether any or all elements have a property is a reduction, of rows and of one row, in bools and
// in other bytes.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { R = 17, C = 50 };
wsp_kernel static void rows(wsp_in const int x[R][C], wsp_out _Bool any[R], wsp_out _Bool all[R]) {
    for (int i = 0; i < R; i++) {
        _Bool a = 0, b = 1;
        for (int j = 0; j < C; j++) {
            a |= x[i][j] > 900;
            b = b && x[i][j] > -1000;
        }
        any[i] = a;
        all[i] = b;
    }
}
wsp_kernel static void line(wsp_in const float x[C], wsp_out _Bool r[4]) {
    _Bool a = 0, b = 1, c = 0, d = 1;
    for (int j = 0; j < C; j++) {
        a = a || x[j] > 0.99f;
        b &= x[j] < 2;
        if (x[j] > 0.5f)
            c = 1;
        if (x[j] < -0.5f)
            d = 0;
    }
    r[0] = a;
    r[1] = b;
    r[2] = c;
    r[3] = d;
}
wsp_kernel static void bytes(wsp_in const float x[R][C], wsp_out uint8_t u[R],
                             wsp_out int8_t s[R]) {
    for (int i = 0; i < R; i++) {
        uint8_t a = 1;
        int8_t b = -7;
        for (int j = 0; j < C; j++) {
            if (x[i][j] > 0.97f)
                a = 200;
            if (x[i][j] < -0.97f)
                b = -100;
        }
        u[i] = a;
        s[i] = b;
    }
}
wsp_workload void w(wsp_in const int x[R][C], wsp_in const float y[C], wsp_in const float z[R][C],
                    wsp_out _Bool any[R], wsp_out _Bool all[R], wsp_out _Bool r[4],
                    wsp_out uint8_t u[R], wsp_out int8_t s[R]) {
    rows(x, any, all);
    line(y, r);
    bytes(z, u, s);
}
