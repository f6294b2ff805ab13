// A loop whose bounds follow the parity of an outer one: the outer one is written out.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { R = 6, N = 8 };

wsp_kernel static void sort_rows(wsp_inout float x[R][N])
{
    for (int r = 0; r < R; r++)
        for (int p = 0; p < N; p++)
            for (int i = p % 2; i + 1 < N; i += 2)
                if (x[r][i] > x[r][i + 1]) {
                    const float t = x[r][i];
                    x[r][i] = x[r][i + 1];
                    x[r][i + 1] = t;
                }
}

wsp_workload void sorts(wsp_inout float x[2][R][N])
{
    for (wsp_parallel int b = 0; b < 2; b++) sort_rows(x[b]);
}
