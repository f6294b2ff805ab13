// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not="stays scalar"

// A task's view holds what a condition leaves out too, if it is in the array: masks are raised.
// CHECK: tiles chosen: 'i' by
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 45 };
wsp_workload void mask(const float x[N][N], float y[N][N])
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) y[i][j] = i == j ? 1.0f : j > i + 3 ? 0.0f : x[i][j];
}
