// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not="stays scalar"

// Subscripts that wrap around stay remainders in a task of whole arrays, which raising knows.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 24, N = 36 };
wsp_workload void wrap(const float x[M][N], float y[M][N])
{
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) y[i][j] = x[(i + 1) % M][j] + x[i][(j + N - 1) % N];
}
