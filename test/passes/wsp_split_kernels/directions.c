// What a kernel declares of its arguments is checked, in the same words, though it is split.
// RUN: not ptowsp-run %s 2>&1 | FileCheck %s
#include <ptowsp/ptowsp.h>

// CHECK: directions.c:[[#@LINE+10]]:{{[0-9]+}}: error: 'a' is declared wsp_in, but it is written here, elements [0, 15][0, 15]; declare it wsp_inout
wsp_kernel
static void wrong(wsp_in float a[16][16], wsp_in const float b[16][16], wsp_out float c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++) {
            float s = 0;
            for (int k = 0; k < 16; k++)
                s += a[i][k] * b[k][j];
            c[i][j] = s * 2;
            a[i][j] = 0;
        }
}

wsp_workload
void run(wsp_inout float a[16][16], wsp_in const float b[16][16], wsp_out float c[16][16])
{
    wrong(a, b, c);
}
