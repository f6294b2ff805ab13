// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>
#include <stdint.h>

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

// Elements that are not side by side are gathered from the rows around them: every other one, and
// in turn.
// CHECK-LABEL: wsp.kernel @gathered(
// CHECK: pto.tload %{{.*}} -> !pto.tile<8x16xf32, ub>
// CHECK: pto.tgather %{{.*}} -> !pto.tile<8x16xf32, ub>
// CHECK: pto.tload %{{.*}} -> !pto.tile<1x31xf32, ub>
// CHECK: pto.tgather %{{.*}} -> !pto.tile<1x16xf32, ub>
wsp_kernel
void gathered(wsp_in const float x[8][16], wsp_in const float z[32], wsp_out float y[8][16])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++)
            y[i][j] = x[i][15 - j] * z[2 * j];
}

// So are those whose places are data.
// CHECK-LABEL: wsp.kernel @indirect(
// CHECK-DAG: %[[X:.*]] = pto.tload %x : {{.*}} -> !pto.tile<1x64xf32, ub>
// CHECK-DAG: %[[AT:.*]] = pto.tload %at : {{.*}} -> !pto.tile<1x16xi32, ub>
// CHECK: pto.tgather %[[X]], %[[AT]]
wsp_kernel
void indirect(wsp_in const float x[64], wsp_in const int32_t at[16], wsp_out float y[16])
{
    for (int i = 0; i < 16; i++)
        y[i] = x[at[i]];
}

// Stores have no such way: a view with strides, which the code generators for AICore refuse.
// CHECK-LABEL: wsp.kernel @strided(
// CHECK: wsp.at %y[%c1{{.*}}] : {{.*}} to memref<16xf32, strided<[2], offset: ?>>
wsp_kernel
void strided(wsp_in const float x[16], wsp_inout float y[32])
{
    for (int i = 0; i < 16; i++)
        y[2 * i + 1] = x[i];
}
