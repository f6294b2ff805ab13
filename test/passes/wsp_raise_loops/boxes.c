// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>

// Constant offsets, lower bounds and fixed subscripts end up in the view.
// CHECK-LABEL: wsp.kernel @shifted({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = wsp.at %x[%c2, %c8, %c8] : {{.*}} to memref<32x32xf32, strided<[64, 1], offset: ?>>
// CHECK-NEXT: %[[B:.*]] = pto.tload %[[A]] : {{.*}}-> !pto.tile<32x32xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.tneg %[[B]]
// CHECK: %[[D:.*]] = wsp.at %y[%c0, %c16] : {{.*}} to memref<32x32xf32, strided<[64, 1], offset: ?>>
// CHECK-NEXT: pto.tstore %[[C]], %[[D]]
wsp_kernel
void shifted(wsp_in const float x[4][40][64], wsp_out float y[32][64])
{
    for (int i = 8; i < 40; i++)
        for (int j = 0; j < 32; j++)
            y[i - 8][j + 16] = -x[2][i][j + 8];
}

// A loop of one iteration is not an extent.
// CHECK-LABEL: wsp.kernel @single({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = wsp.at %x[%c0, %c0, %c0] : {{.*}} to memref<64xf32, strided<[1], offset: ?>>
// CHECK-NEXT: %[[B:.*]] = pto.tload %[[A]] : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: pto.tstore %[[B]], %y
wsp_kernel
void single(wsp_in const float x[1][64][1], wsp_out float y[64])
{
    for (int n = 0; n < 1; n++)
        for (int i = 0; i < 64; i++)
            for (int k = 0; k < 1; k++)
                y[i] = x[n][i][k];
}

// A row that is no multiple of 32 bytes keeps its extent; its place is padded.
// CHECK-LABEL: wsp.kernel @ragged({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<3x5xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tadd %[[A]], %[[A]]
// CHECK-NEXT: pto.tstore %[[B]], %y
wsp_kernel
void ragged(wsp_in const float x[3][5], wsp_out float y[3][5])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 5; j++)
            y[i][j] = x[i][j] + x[i][j];
}
