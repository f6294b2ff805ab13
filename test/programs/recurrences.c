// RUN: ptowsp-run %s --workload=states --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=turns --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=nested --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=limited --size n=0 --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=limited --size n=37 --check 2>&1 | FileCheck %s

// Recurrences that are too long to be written out: loops carry the tiles of locals.
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { T = 300, B = 40 };
wsp_workload
void states(wsp_in const float x[T][B], wsp_in const float a[B], wsp_out float y[T][B], wsp_out float last[B])
{
    float h[B], g[B], most = 0, decay = 1;
    for (int n = 0; n < B; n++) h[n] = 0, g[n] = x[0][n];
    for (int t = 0; t < T; t++) {
        for (int n = 0; n < B; n++) {
            h[n] = a[n] * g[n] + x[t][n] * decay;
            g[n] = h[n] * 0.5f - g[n];
            y[t][n] = fmaxf(h[n], most);
        }
        decay *= 0.99f;
        most = decay * 0.25f + most * 0.5f;
    }
    for (int n = 0; n < B; n++) last[n] = h[n] + g[n] * most;
}
// Three tiles that change places, one of them as a column.
wsp_workload
void turns(wsp_in const int32_t x[T][B], wsp_out int32_t y[3][B])
{
    int32_t a[B], b[B], c[B];
    for (int n = 0; n < B; n++) a[n] = x[0][n], b[n] = x[1][n], c[n] = 7;
    for (int t = 2; t < T; t++)
        for (int n = 0; n < B; n++) {
            int32_t old = a[n];
            a[n] = b[n];
            b[n] = c[n];
            c[n] = old + (x[t][n] & 3);
        }
    for (int n = 0; n < B; n++) y[0][n] = a[n], y[1][n] = b[n], y[2][n] = c[n];
}
// A state of both loops, and one that starts anew in each iteration of the outer one.
wsp_workload
void nested(wsp_in const float x[4][T][B], wsp_out float y[4][B])
{
    float all[B];
    for (int n = 0; n < B; n++) all[n] = 1;
    for (int k = 0; k < 4; k++) {
        float own[B];
        for (int n = 0; n < B; n++) own[n] = all[n] * 0.5f;
        for (int t = 0; t < T; t++)
            for (int n = 0; n < B; n++) {
                own[n] = fmaxf(own[n] * 0.75f, x[k][t][n]);
                all[n] = all[n] * 0.5f + own[n];
            }
        for (int n = 0; n < B; n++) y[k][n] = own[n] + all[n];
    }
}
wsp_kernel
static void limit(wsp_in const float x[T][B], wsp_out float y[B], int32_t n)
{
    float h[B];
    for (int j = 0; j < B; j++) h[j] = 3;
    for (int t = 0; t < n; t++)
        for (int j = 0; j < B; j++) h[j] = h[j] * 0.5f + x[t][j];
    for (int j = 0; j < B; j++) y[j] = h[j];
}
wsp_workload
void limited(wsp_in const float x[T][B], wsp_out float y[B], int32_t n) { limit(x, y, n); }
