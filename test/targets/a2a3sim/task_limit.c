// RUN: rm -rf %t.tree
// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s -- -DTASKS=131073 2>&1 | FileCheck %s
// RUN: not ls %t.tree
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s -- -DTASKS=131072
// RUN: grep '"tasks": 131072,' %t.tree/manifest.json

// The runtime holds 131072 tasks; one more is refused with the call that makes it.
// CHECK: task_limit.c:[[@LINE+12]]:{{[0-9]+}}: error: workload 'many' submits more than 131072 tasks, the most host_build_graph@f7893d07 holds; this call is the first too many
#include <ptowsp/ptowsp.h>

wsp_kernel static void set(wsp_out float x[8])
{
    for (int i = 0; i < 8; i++)
        x[i] = 1;
}

wsp_workload void many(wsp_out float x[TASKS][8])
{
    for (int t = 0; t < TASKS; t++)
        set(x[t]);
}
