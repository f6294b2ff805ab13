// In a flat array, tiles of rows lie apart; the boxes of tiles cut in columns as well would overlap.
// RUN: ptowsp-run %s --size m=70 --size n=50 --check 2>&1 | FileCheck %s
#include <ptowsp/ptowsp.h>

// CHECK: remark: tiles chosen: 'i' by 16, 'j' whole: 5 tasks
// CHECK-NOT: widened
// CHECK: check: ok
wsp_workload void scale(int m, int n, wsp_in const float a[m * n], wsp_out float c[m * n])
{
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++)
            c[i * n + j] = 2 * a[i * n + j] * a[i * n + j] + a[i * n + j];
}
