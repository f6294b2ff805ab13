// A division that a condition keeps from the divisor 0 is one by 1 where it does not hold.
// RUN: ptowsp-run %s --size n=0 --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --size n=3 --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { R = 40, C = 24 };
wsp_kernel static void divide(const int32_t x[R][C], const int32_t y[R][C], const uint8_t u[R][C],
                              int32_t q[R][C], int32_t r[R][C], uint8_t h[R][C], int n) {
    for (int i = 0; i < R; i++)
        for (int j = 0; j < C; j++) {
            q[i][j] = y[i][j] != 0 ? x[i][j] / y[i][j] : 77;
            if (y[i][j] == 0)
                r[i][j] = -1;
            else
                r[i][j] = x[i][j] % y[i][j];
            h[i][j] = u[i][j] ? 200 / u[i][j] : 9;
            if (n)
                h[i][j] += x[i][j] / n;
        }
}
wsp_workload void w(const int32_t x[R][C], const int32_t y[R][C], const uint8_t u[R][C], int32_t q[R][C],
                    int32_t r[R][C], uint8_t h[R][C], int n) {
    divide(x, y, u, q, r, h, n);
}
