// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --wsp-infer-deps | FileCheck %s
#include <ptowsp/ptowsp.h>
enum { N = 16 };

wsp_kernel static void clamp(wsp_inout float y[N], float limit)
{
    for (int i = 0; i < N; i++)
        if (y[i] > limit) y[i] = limit;
}

// A task that may leave elements alone still orders what comes before and after it: each waits
// for the one before, not for all of them.
// CHECK-LABEL: wsp.workload @chain
// CHECK:         depends = ["RAW,{{(WAR,)?}}WAW y: { T0[k] -> T0[-1 + k] : k > 0 }"]
wsp_workload void chain(wsp_inout float y[N])
{
    for (int k = 0; k < 100; k++) clamp(y, 1.0f);
}
