// The parts of a sum are added one by one: a complex product is four matrix products.
// RUN: ptowsp-run --check %s 2>&1 | FileCheck %s
// CHECK: remark: kernel 'complex' {{.*}} is split into 'complex_0' (vector, line {{.*}}), 'complex_1' (cube, {{.*}}), with 1 array
// CHECK: two aic
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { T = 17, D = 12, N = 14 };

wsp_kernel
static void two(wsp_in const float a[T][D], wsp_in const float b[D][N], wsp_in const float c[T][D], wsp_in const float d[D][N], wsp_out float o[T][N])
{
    for (int i = 0; i < T; i++)
        for (int j = 0; j < N; j++) {
            float s = 0;
            for (int k = 0; k < D; k++)
                s += a[i][k] * b[k][j] + c[i][k] * d[k][j];
            o[i][j] = s;
        }
}

wsp_kernel
static void complex(wsp_in const float ar[T][D], wsp_in const float ai[T][D], wsp_in const float br[D][N], wsp_in const float bi[D][N], wsp_out float cr[T][N], wsp_out float ci[T][N])
{
    for (int i = 0; i < T; i++)
        for (int j = 0; j < N; j++) {
            float r = 0, m = 0;
            for (int k = 0; k < D; k++) {
                r += ar[i][k] * br[k][j] - ai[i][k] * bi[k][j];
                m += ar[i][k] * bi[k][j];
                m += ai[i][k] * br[k][j];
            }
            cr[i][j] = r;
            ci[i][j] = m;
        }
}

wsp_workload
void run(wsp_in const float ar[T][D], wsp_in const float ai[T][D], wsp_in const float br[D][N], wsp_in const float bi[D][N], wsp_out float o[T][N], wsp_out float cr[T][N], wsp_out float ci[T][N])
{
    two(ar, br, ai, bi, o);
    complex(ar, ai, br, bi, cr, ci);
}
