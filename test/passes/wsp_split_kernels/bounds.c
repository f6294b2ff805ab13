// Sums over as many elements as an argument says, or as a loop around counts, are none for the cube, and no error.
// RUN: ptowsp-run --check %s 2>&1 | FileCheck %s
// CHECK-NOT: error
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { T = 20, N = 14 };

wsp_kernel
static void part(wsp_in const float a[T][T], wsp_in const float b[T][N], wsp_out float o[T][N], int n)
{
    for (int i = 0; i < T; i++)
        for (int j = 0; j < N; j++) {
            float s = 0;
            for (int k = 0; k < n; k++)
                s += a[i][k] * b[k][j];
            o[i][j] = s * 2;
        }
}

wsp_kernel
static void triangle(wsp_in const float a[T][T], wsp_in const float b[T][N], wsp_out float o[T][N])
{
    for (int i = 0; i < T; i++)
        for (int j = 0; j < N; j++) {
            float s = 0;
            for (int k = 0; k <= i; k++)
                s += a[i][k] * b[k][j];
            o[i][j] = s * 2;
        }
}

wsp_workload
void run(wsp_in const float a[T][T], wsp_in const float b[T][N], wsp_out float o[T][N], wsp_out float p[T][N])
{
    part(a, b, o, 7);
    triangle(a, b, p);
}
