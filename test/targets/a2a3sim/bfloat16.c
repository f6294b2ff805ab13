// The a2a3 computes with bf16, the simulator that the tree is for takes the bits for those of half:
// refused where they are more than moved.
// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t %s -- -DPRODUCT 2>&1 | FileCheck %s --check-prefix=PRODUCT
// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t %s -- -DSUM 2>&1 | FileCheck %s --check-prefix=SUM
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
#include <ptowsp/ptowsp.h>
enum { N = 16 };

wsp_kernel
static void compute(wsp_in const __bf16 a[N][N], wsp_in const __bf16 b[N][N], wsp_inout __bf16 c[N][N],
                    wsp_inout float d[N][N])
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
#ifdef PRODUCT
            // PRODUCT: bfloat16.c:[[#@LINE+2]]:{{[0-9]+}}: error: the simulator of pto-isa@{{[0-9a-f]+}} computes __bf16 as if it were half; use _Float16 or float
            for (int k = 0; k < N; k++)
                d[i][j] += (float)a[i][k] * (float)b[k][j];
#elif defined SUM
            // SUM: bfloat16.c:[[#@LINE+1]]:{{[0-9]+}}: error: the simulator of pto-isa@{{[0-9a-f]+}} computes __bf16 as if it were half; use _Float16 or float
            c[i][j] = (__bf16)((float)a[i][j] + (float)b[i][j]);
#else
            c[i][j] = a[i][j];
#endif
        }
}

wsp_workload
void run(wsp_in const __bf16 a[N][N], wsp_in const __bf16 b[N][N], wsp_inout __bf16 c[N][N],
         wsp_inout float d[N][N])
{
    compute(a, b, c, d);
}
