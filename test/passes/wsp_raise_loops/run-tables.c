// Small tables of constants are chosen from, by counted and by computed subscripts.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
static const float window[8] = {[1] = 0.5f, [7] = 2, [3] = 1.5f, -1};
static const int digits[16] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3};
wsp_kernel static void line(wsp_in const float x[8], wsp_out float y[8]) {
    for (int i = 0; i < 8; i++)
        y[i] = x[i] * window[i];
}
wsp_kernel static void look_up(wsp_in const int x[N], wsp_out int y[N]) {
    for (int i = 0; i < N; i++)
        y[i] = digits[x[i] & 15];
}
wsp_kernel static void square(wsp_in const int x[N], wsp_in const int z[N], wsp_out float y[N]) {
    const float t[2][4] = {{1, 2, 3}, {4, 5, 6, 7}};
    for (int i = 0; i < N; i++)
        y[i] = t[z[i] & 1][x[i] & 3] + t[1][x[i] & 3];
}
wsp_workload void w(wsp_in const float x[8], wsp_out float y[8], wsp_in const int z[N],
                    wsp_out int u[N], wsp_in const int s[N], wsp_out float v[N]) {
    line(x, y);
    look_up(z, u);
    square(z, s, v);
}
