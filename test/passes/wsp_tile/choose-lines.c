// RUN: ptowsp-run %s --workload=rows --check 2>&1 | FileCheck %s

// Tasks share lines of memory where rows are odd, if that saves much time ...
// CHECK: tiles chosen: 'i' by 1: 37 tasks, {{.*}}; tiles share lines of 64 bytes
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { M = 37, N = 5001 };
wsp_workload void rows(const float x[M][N], float y[M][N])
{
    for (int i = 0; i < M; i++) {
        float m = x[i][0], s = 0;
        for (int j = 1; j < N; j++) m = fmaxf(m, x[i][j]);
        for (int j = 0; j < N; j++) s += expf(x[i][j] - m);
        for (int j = 0; j < N; j++) y[i][j] = expf(x[i][j] - m) / s;
    }
}

// ... and not where they need not: 16 floats are a line.
// CHECK: tiles chosen: 'i' by 3344: 6 tasks, {{.*}} cores{{$}}
// CHECK: check: ok
wsp_workload void even(const float x[20000], float y[20000])
{
    for (int i = 0; i < 20000; i++) y[i] = x[i] + 1;
}
