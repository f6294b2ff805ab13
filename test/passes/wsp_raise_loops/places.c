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

// What is stored between other elements is put into the row around it.
// CHECK-LABEL: wsp.kernel @woven(
// CHECK: %[[OLD:.*]] = pto.tload %{{.*}} -> !pto.tile<1x31xf32, ub>
// CHECK: %[[HERE:.*]] = pto.tcmps eq
// CHECK: %[[ALL:.*]] = pto.tgather %{{.*}} -> !pto.tile<1x31xf32, ub>
// CHECK: %[[NEW:.*]] = pto.tsel %[[HERE]], %[[ALL]], %[[OLD]]
// CHECK: pto.tstore %[[NEW]]
wsp_kernel
void woven(wsp_in const float x[16], wsp_inout float y[32])
{
    for (int i = 0; i < 16; i++)
        y[2 * i + 1] = x[i];
}

// If nothing is left between them, nothing of what was there is loaded, and they go in one store.
// CHECK-LABEL: wsp.kernel @interleaved(
// CHECK-NOT: pto.tload %y
// CHECK: pto.tsel
// CHECK-NOT: pto.tsel
// CHECK: pto.tstore %{{.*}}, %y : !pto.tile<8x32xf32, ub>
// CHECK-NOT: pto.tstore
// CHECK: wsp.kernel @pixels(
wsp_kernel
void interleaved(wsp_in const float x[8][16], wsp_out float y[8][32])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++) {
            y[i][2 * j] = x[i][j];
            y[i][2 * j + 1] = -x[i][j];
        }
}

// Columns of short rows that follow one another are one row.
// CHECK: pto.tload %{{.*}} -> !pto.tile<1x96xf32, ub>
// CHECK-COUNT-3: pto.tgather %{{.*}} -> !pto.tile<1x32xf32, ub>
wsp_kernel
void pixels(wsp_in const float x[32][3], wsp_out float y[32])
{
    for (int i = 0; i < 32; i++)
        y[i] = x[i][0] + x[i][1] * x[i][2];
}

// A column that nothing around is touched of stays a view with strides, which the code generators
// for AICore refuse.
// CHECK-LABEL: wsp.kernel @alone(
// CHECK: wsp.at %y[%c0{{.*}}, %c5{{.*}}] : {{.*}} to memref<16xf32, strided<[24], offset: ?>>
wsp_kernel
void alone(wsp_in const float x[16], wsp_inout float y[16][24])
{
    for (int i = 0; i < 16; i++)
        y[i][5] = x[i];
}
