// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// What is true of elements is no mistake where the boxes that tasks touch overlap: they run in order then.
// CHECK: remark: the iterations of loop 'i' are independent, but the boxes around what its tasks touch of 'y' overlap
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 40 };
wsp_workload void symmetric(const float x[N][N], float y[N][N])
{
    for (wsp_parallel wsp_tile(16) int i = 0; i < N; i++)
        for (wsp_parallel wsp_tile(16) int j = 0; j <= i; j++) {
            float s = x[i][j] * 2;
            y[i][j] = s;
            y[j][i] = s;
        }
}
