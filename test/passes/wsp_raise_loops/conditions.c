// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>

// A store under a condition keeps what is there where it does not hold.
// CHECK-LABEL: wsp.kernel @kept(
// CHECK: %[[X:.*]] = pto.tload %x
// CHECK: %[[Y:.*]] = pto.tload %y
// CHECK: %[[C:.*]] = pto.tcmps gt, %[[X]], %{{.*}} -> !pto.tile<1x64xi1, ub>
// CHECK: %[[Z:.*]] = pto.tsel %[[C]], %[[X]], %[[Y]]
// CHECK: pto.tstore %[[Z]], %y
wsp_kernel
void kept(wsp_in const float x[64], wsp_inout float y[64])
{
    for (int i = 0; i < 64; i++)
        if (x[i] > 1)
            y[i] = x[i];
}

// Both sides write: one store of either value, and nothing is read.
// CHECK-LABEL: wsp.kernel @either(
// CHECK-NOT: pto.tload %y
// CHECK: pto.tand
// CHECK: pto.tsel
// CHECK-NOT: pto.tload %y
// CHECK: pto.tstore
// CHECK-NOT: pto.tstore
// CHECK: wsp.kernel @triangle(
wsp_kernel
void either(wsp_in const float x[64], wsp_out float y[64])
{
    for (int i = 0; i < 64; i++)
        if (x[i] > 1 && x[i] < 2)
            y[i] = x[i];
        else
            y[i] = -x[i];
}

// Bounds that depend on the loop around are a condition on counted columns and rows.
// CHECK-DAG: pto.tci %{{.*}} -> !pto.tile<1x16xi32, ub>
// CHECK-DAG: pto.tcmps
// CHECK: pto.tsel
wsp_kernel
void triangle(wsp_inout float c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j <= i; j++)
            c[i][j] = 0;
}

// Where a condition on a loop's variable changes, the loop is cut: no mask, and no element outside
// of the array.
// CHECK-LABEL: wsp.kernel @border(
// CHECK-NOT: pto.tcmp
// CHECK: pto.tstore %{{.*}} : !pto.tile<1x1xf32, ub>
// CHECK-NOT: pto.tcmp
// CHECK: pto.tload %{{.*}} -> !pto.tile<1x63xf32, ub>
// CHECK-NOT: pto.tcmp
wsp_kernel
void border(wsp_in const float x[64], wsp_out float y[64])
{
    for (int i = 0; i < 64; i++)
        y[i] = i > 0 ? x[i - 1] : 0;
}

// A loop's variable is counted.
// CHECK-LABEL: wsp.kernel @count(
// CHECK: %[[I:.*]] = pto.tci %{{.*}} : i32 -> !pto.tile<1x64xi32, ub>
// CHECK: pto.tcvt %[[I]] : {{.*}} -> !pto.tile<1x64xf32, ub>
wsp_kernel
void count(wsp_out float y[64])
{
    for (int i = 0; i < 64; i++)
        y[i] = i;
}
