// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s 2>&1 | FileCheck %s
// RUN: %exits 2 ptowsp-translate --target=a2a3sim_codegen --size n=3 --size m=1 -o %t.tree %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: ptowsp-translate --target=a2a3sim_codegen --size n=3 -o %t.tree %s
// RUN: FileCheck %s --check-prefix=BOUND --input-file=%t.tree/kernels/orchestration/pto_wsp_orch.cpp
// RUN: grep 'steps(arrays\[0\], 3);' %t.tree/golden/golden.c

// A scalar parameter gets its value when the tree is written, in the graph and in the golden.
// CHECK: sizes.c:[[@LINE+12]]:{{[0-9]+}}: error: the runtime hands arrays over, no numbers: give 'n' its value with --size n=N
// UNKNOWN: error: --size m=1: the workload has no scalar parameter 'm'
// BOUND: 3 tasks, 2 edges
// BOUND: constexpr int64_t n_2 = 3; // --size
// BOUND: < n_2;
#include <ptowsp/ptowsp.h>

wsp_kernel static void step(wsp_inout float x[8])
{
    for (int i = 0; i < 8; i++) x[i] += 1;
}

wsp_workload void steps(wsp_inout float x[8], int n)
{
    for (int t = 0; t < n; t++)
        step(x);
}
