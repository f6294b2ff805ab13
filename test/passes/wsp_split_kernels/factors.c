// Factors that are no plain elements are computed once, before the product.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,cse,wsp-split-kernels' | FileCheck %s
// RUN: ptowsp-run --check %s 2>&1 | FileCheck --check-prefix=DATA %s
#include <math.h>
#include <ptowsp/ptowsp.h>

// DATA: check: ok

// A scaled product, taken away from what is there: the smaller factor is scaled.
// CHECK-LABEL: wsp.kernel @scaled_0(
// CHECK: scf.for %i
// CHECK: scf.for %k
// CHECK: arith.negf
// CHECK: memref.store %{{.*}}, %factor[%i, %k]
// CHECK-LABEL: wsp.kernel @scaled_1(
// CHECK: memref.load %factor[%i, %k]
// CHECK: arith.addf
wsp_kernel
static void scaled(float alpha, wsp_in const float a[17][9], wsp_in const float b[9][21], wsp_inout float c[17][21])
{
    for (int i = 0; i < 17; i++)
        for (int j = 0; j < 21; j++)
            for (int k = 0; k < 9; k++)
                c[i][j] -= alpha * a[i][k] * b[k][j];
}

// A function of a factor, with a scalar of each row.
// CHECK-LABEL: wsp.kernel @function_0(
// CHECK: math.exp
// CHECK-LABEL: wsp.kernel @function_1(
// CHECK-NOT: math.exp
wsp_kernel
static void function(wsp_in const float a[17][9], wsp_in const float m[17], wsp_in const float b[9][21], wsp_inout float c[17][21])
{
    for (int i = 0; i < 17; i++)
        for (int j = 0; j < 21; j++)
            for (int k = 0; k < 9; k++)
                c[i][j] += expf(a[i][k] - m[i]) * b[k][j];
}

wsp_workload
void run(wsp_in const float a[17][9], wsp_in const float m[17], wsp_in const float b[9][21], wsp_inout float c[17][21], wsp_inout float d[17][21])
{
    scaled(1.5f, a, b, c);
    function(a, m, b, d);
}
