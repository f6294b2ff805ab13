// Few blocks are written out one behind the other; two results have places of their own, so that one is stored
// while the next is multiplied.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops,pto-plan-memory' | FileCheck %s
#include <ptowsp/ptowsp.h>

// CHECK-LABEL: wsp.kernel @straight(
// CHECK-NOT: scf.for
// CHECK: pto.tmatmul {{.*}}{addr = 0 : i64}
// CHECK: pto.tstore
// CHECK: pto.tmatmul {{.*}}{addr = [[#%u,NEXT:]] : i64}
// CHECK: pto.tstore
wsp_kernel
void straight(wsp_in const float a[256][256], wsp_in const float b[256][256], wsp_inout float c[256][256])
{
    for (int i = 0; i < 256; i++)
        for (int j = 0; j < 256; j++)
            for (int k = 0; k < 256; k++)
                c[i][j] += a[i][k] * b[k][j];
}
