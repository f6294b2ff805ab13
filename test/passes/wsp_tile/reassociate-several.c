// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// One loop may sum up several things, also into elements of one array.
// CHECK: summed up in 3 independent parts
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 10007 };
wsp_workload void norms(const float x[N], wsp_inout float sums[2], wsp_inout float most[1])
{
    for (wsp_reassociate wsp_tile(4000) int i = 0; i < N; i++) {
        sums[0] += fabsf(x[i]);
        sums[1] += x[i] * x[i];
        most[0] = fmaxf(most[0], fabsf(x[i]));
    }
}
