// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: FileCheck %s --input-file=%t.tree/golden.py

// pto-isa takes exponentials in its own way, so the last bit may differ from expf's.
// CHECK: RTOL = 1e-05
// CHECK-NEXT: ATOL = RTOL * _largest_output()
#include <math.h>
#include <ptowsp/ptowsp.h>

wsp_kernel static void grow(wsp_inout float x[8])
{
    for (int i = 0; i < 8; i++) x[i] = expf(x[i]);
}

wsp_workload void all(wsp_inout float x[4][8])
{
    for (int t = 0; t < 4; t++) grow(x[t]);
}
