// The cube multiplies bf16, the simulator that the tree is for does not: refused at the product.
// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t %s 2>&1 | FileCheck %s
#include <ptowsp/ptowsp.h>

// CHECK: bfloat16.c:[[#@LINE+7]]:{{[0-9]+}}: error: the simulator of pto-isa@{{[0-9a-f]+}} multiplies no matrices of __bf16; use _Float16 or float
wsp_kernel
static void product(wsp_in const __bf16 a[16][16], wsp_in const __bf16 b[16][16], wsp_inout float c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++)
            for (int k = 0; k < 16; k++)
                c[i][j] += (float)a[i][k] * (float)b[k][j];
}

wsp_workload
void run(wsp_in const __bf16 a[16][16], wsp_in const __bf16 b[16][16], wsp_inout float c[16][16])
{
    product(a, b, c);
}
