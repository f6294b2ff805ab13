// RUN: rm -rf %t.tree
// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s -- -DREADERS=513 2>&1 | FileCheck %s
// RUN: not ls %t.tree
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s -- -DREADERS=512
// RUN: grep '"largest_fan_out": 512' %t.tree/manifest.json

// The runtime drops the 513th successor of a task, so it is refused; 512 are not.
// CHECK: fan_out.c:[[@LINE+17]]:{{[0-9]+}}: error: task 0, made by this call, has 513 direct successors; host_build_graph@f7893d07 keeps 512 and drops the rest
#include <ptowsp/ptowsp.h>

wsp_kernel static void make(wsp_out float x[8])
{
    for (int i = 0; i < 8; i++)
        x[i] = 1;
}

wsp_kernel static void use(wsp_in const float x[8], wsp_out float y[8])
{
    for (int i = 0; i < 8; i++)
        y[i] = x[i] + 1;
}

wsp_workload void many(wsp_out float x[8], wsp_out float y[READERS][8])
{
    make(x);
    for (int r = 0; r < READERS; r++)
        use(x, y[r]);
}
