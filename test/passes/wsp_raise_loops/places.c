// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>

// Rows lie along memory; the other orientation is a transposition.
// CHECK-LABEL: wsp.kernel @transposed(
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}} -> !pto.tile<32x16xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.ttrans %[[A]] : {{.*}} -> !pto.tile<16x32xf32, ub>
// CHECK-NEXT: pto.tstore %[[B]], %y
wsp_kernel
void transposed(wsp_in const float x[32][16], wsp_out float y[16][32])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 32; j++)
            y[i][j] = x[j][i];
}

// Elements that are not side by side are a view with strides: a column, a diagonal, every other one.
// CHECK-LABEL: wsp.kernel @strided(
// CHECK: wsp.at %x[%c0, %c3] : {{.*}} to memref<16xf32, strided<[16], offset: ?>>
// CHECK: wsp.at %x[%c0, %c0{{.*}}] : {{.*}} to memref<16xf32, strided<[17], offset: ?>>
// CHECK: wsp.at %y[%c1{{.*}}] : {{.*}} to memref<16xf32, strided<[2], offset: ?>>
wsp_kernel
void strided(wsp_in const float x[16][16], wsp_inout float y[32])
{
    for (int i = 0; i < 16; i++)
        y[2 * i + 1] = x[i][3] * x[i][i];
}
