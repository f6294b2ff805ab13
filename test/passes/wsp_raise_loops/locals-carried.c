// A local array that is set in each iteration only after it was read is one for all of them.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { R = 16, C = 32 };

wsp_kernel static void carried(wsp_in const float x[R][C], wsp_out float y[R][C])
{
    float e[C];
    for (int c = 0; c < C; c++) e[c] = 0;
    for (int r = 0; r < R; r++) {
        for (int c = 0; c < C - 1; c++) e[c] = e[c + 1] + x[r][c];
        for (int c = 0; c < C; c++) y[r][c] = e[c];
    }
}

// The last element is of an earlier iteration.
wsp_kernel static void short_of_one(wsp_in const float x[R][C], wsp_out float y[R][C])
{
    float e[C + 1];
    for (int c = 0; c <= C; c++) e[c] = 1;
    for (int r = 0; r < R; r++) {
        for (int c = 0; c < C; c++) e[c] = x[r][c] * 2;
        for (int c = 0; c < C; c++) y[r][c] = e[c + 1];
    }
}

wsp_workload void all(wsp_in const float x[R][C], wsp_out float y[R][C], wsp_out float z[R][C])
{
    carried(x, y);
    short_of_one(x, z);
}
