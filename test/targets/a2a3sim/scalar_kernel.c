// RUN: rm -rf %t.tree
// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s 2>&1 | FileCheck %s
// RUN: not ls %t.tree

// A kernel that is not in tile instructions is refused with the reason the pass gives.
// CHECK: scalar_kernel.c:[[@LINE+8]]:{{[0-9]+}}: remark: [[REASON:kernel 'odd' stays scalar: .*]]
// CHECK: scalar_kernel.c:[[@LINE+7]]:{{[0-9]+}}: error: a kernel of tile instructions is needed: [[REASON]]
#include <math.h>
#include <ptowsp/ptowsp.h>

wsp_kernel static void odd(wsp_inout float x[8])
{
    for (int i = 0; i < 8; i++)
        x[i] = atanf(x[i]);
}

wsp_workload void some(wsp_inout float x[8]) { odd(x); }
