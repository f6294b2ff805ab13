// Where 1 + x rounds to 1 the logarithm of it says nothing: log1p is x.
// RUN: ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void k(wsp_in const float x[N], wsp_out float y[4][N])
{
    for (int i = 0; i < N; i++) {
        y[0][i] = log1pf(x[i] * 0.0f + 0x1p-24f);
        y[1][i] = log1pf(x[i] * 0.0f - 0x1p-24f);
        y[2][i] = log1pf(x[i] * 0.0f + 0x1.000002p-24f);
        y[3][i] = log1pf(x[i] * 0.0f + 0x1.fffffep-25f);
    }
}
wsp_workload void w(wsp_in const float x[N], wsp_out float y[4][N]) { k(x, y); }
