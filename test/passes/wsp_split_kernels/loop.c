// A loop whose iterations pass on what both units compute goes around the tasks.
// RUN: ptowsp-run --check %s 2>&1 | FileCheck %s
// CHECK: remark: kernel 'power' {{.*}} is split into
// CHECK: tasks 16
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

wsp_kernel
static void power(wsp_in const float a[18][18], wsp_inout float x[18][18])
{
    float y[18][18];
    for (int step = 0; step < 4; step++) {
        for (int i = 0; i < 18; i++)
            for (int j = 0; j < 18; j++) {
                y[i][j] = 0;
                for (int k = 0; k < 18; k++)
                    y[i][j] += a[i][k] * x[k][j];
            }
        for (int i = 0; i < 18; i++)
            for (int j = 0; j < 18; j++)
                x[i][j] = y[i][j] * 0.1f + 1.0f;
    }
}

wsp_workload
void run(wsp_in const float a[18][18], wsp_inout float x[2][18][18])
{
    for (int n = 0; n < 2; n++)
        power(a, x[n]);
}
