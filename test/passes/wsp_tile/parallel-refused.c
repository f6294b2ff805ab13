// RUN: not ptowsp-run %s 2>&1 | FileCheck %s

// What is not true of the elements is refused.
// CHECK: error: loop 'i' is declared wsp_parallel, but its iterations depend on each other through 'y'; remove wsp_parallel
#include <ptowsp/ptowsp.h>
enum { N = 40 };
wsp_workload void chain(float y[N])
{
    for (wsp_parallel wsp_tile(16) int i = 1; i < N; i++) y[i] = y[i - 1] * 2;
}
