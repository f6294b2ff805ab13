// Independent products share a stage, and so does the work behind them: two tasks, not four.
// RUN: ptowsp-run --check %s 2>&1 | FileCheck %s
// CHECK: remark: kernel 'project' {{.*}} is split into 'project_0' (cube, line {{.*}}), 'project_1' (vector, {{.*}}), with 2 arrays
// CHECK: tasks 2
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { T = 17, D = 12 };

wsp_kernel
static void project(wsp_in const float x[T][D], wsp_in const float wq[D][D], wsp_in const float wk[D][D], wsp_in const float b[D], wsp_out float q[T][D], wsp_out float k[T][D])
{
    for (int i = 0; i < T; i++)
        for (int j = 0; j < D; j++) {
            float s = 0;
            for (int c = 0; c < D; c++)
                s += x[i][c] * wq[c][j];
            q[i][j] = s + b[j];
        }
    for (int i = 0; i < T; i++)
        for (int j = 0; j < D; j++) {
            float s = 0;
            for (int c = 0; c < D; c++)
                s += x[i][c] * wk[c][j];
            k[i][j] = s * b[j];
        }
}

wsp_workload
void run(wsp_in const float x[T][D], wsp_in const float wq[D][D], wsp_in const float wk[D][D], wsp_in const float b[D], wsp_out float q[T][D], wsp_out float k[T][D])
{
    project(x, wq, wk, b, q, k);
}
