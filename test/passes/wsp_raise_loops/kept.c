// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>

// More extents than a tile has: the outer loops stay, with views inside.
// CHECK-LABEL: wsp.kernel @batch({{.*}} {core = "aiv"}
// CHECK: %[[C:.*]] = arith.constant 1.000000e+00 : f32
// CHECK-NEXT: scf.for %n = %c0{{.*}} to %c4{{.*}} step %c1
// CHECK-NEXT: %[[A:.*]] = wsp.at %x[%n, %c0, %c0] : {{.*}} to memref<8x16xf32, strided<[16, 1], offset: ?>>
// CHECK-NEXT: %[[B:.*]] = pto.tload %[[A]] : {{.*}}-> !pto.tile<8x16xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.tadds %[[B]], %[[C]]
// CHECK-NEXT: %[[E:.*]] = wsp.at %y[%n, %c0, %c0] : {{.*}} to memref<8x16xf32, strided<[16, 1], offset: ?>>
// CHECK-NEXT: pto.tstore %[[D]], %[[E]]
// CHECK-NEXT: }
wsp_kernel
void batch(wsp_in const float x[4][8][16], wsp_out float y[4][8][16])
{
    for (int n = 0; n < 4; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 16; j++)
                y[n][i][j] = x[n][i][j] + 1.0f;
}

// A recurrence from row to row goes on row by row.
// CHECK-LABEL: wsp.kernel @rows({{.*}} {core = "aiv"}
// CHECK: scf.for %i = %c1{{.*}} to %c8{{.*}} step %c1
// CHECK: %[[A:.*]] = wsp.at %x[%i, %c0] : {{.*}} to memref<16xf32, strided<[1], offset: ?>>
// CHECK-NEXT: %[[B:.*]] = pto.tload %[[A]] : {{.*}}-> !pto.tile<1x16xf32, ub>
// CHECK: %[[C:.*]] = arith.subi %i, %c1
// CHECK-NEXT: %[[D:.*]] = wsp.at %x[%[[C]], %c0] : {{.*}} to memref<16xf32, strided<[1], offset: ?>>
// CHECK-NEXT: %[[E:.*]] = pto.tload %[[D]] : {{.*}}-> !pto.tile<1x16xf32, ub>
// CHECK-NEXT: %[[F:.*]] = pto.tadd %[[B]], %[[E]]
// CHECK-NEXT: pto.tstore %[[F]], %[[A]]
// CHECK-NEXT: }
wsp_kernel
void rows(wsp_inout float x[8][16])
{
    for (int i = 1; i < 8; i++)
        for (int j = 0; j < 16; j++)
            x[i][j] = x[i][j] + x[i - 1][j];
}

// A blocked loop: its inner loop has a constant length, so its start may move, and blocks are rows.
// CHECK-LABEL: wsp.kernel @blocked({{.*}} {core = "aiv"}
// CHECK-NOT: scf.for
// CHECK: %[[A:.*]] = wsp.at %x[{{.*}}] : {{.*}} to memref<4x64xf32, strided<[64, 1], offset: ?>>
// CHECK-NEXT: %[[B:.*]] = pto.tload %[[A]] : {{.*}}-> !pto.tile<4x64xf32, ub>
// CHECK-NEXT: %[[C:.*]] = arith.constant 2.000000e+00 : f32
// CHECK-NEXT: %[[D:.*]] = pto.tmuls %[[B]], %[[C]]
// CHECK-NEXT: %[[E:.*]] = wsp.at %y[{{.*}}] : {{.*}} to memref<4x64xf32, strided<[64, 1], offset: ?>>
// CHECK-NEXT: pto.tstore %[[D]], %[[E]]
wsp_kernel
void blocked(wsp_in const float x[256], wsp_out float y[256])
{
    for (int b = 0; b < 256; b += 64)
        for (int i = b; i < b + 64; i++)
            y[i] = x[i] * 2.0f;
}

// A tile that no memory holds goes in blocks of rows, the last one smaller.
// CHECK-LABEL: wsp.kernel @large({{.*}} {core = "aiv"}
// CHECK: %[[C:.*]] = arith.constant 1.000000e+00 : f32
// CHECK-NEXT: scf.for %i = %c0{{.*}} to %c510{{.*}} step %c85
// CHECK-NEXT: %[[A:.*]] = wsp.at %x[%i, %c0] : {{.*}} to memref<85x512xf32, strided<[512, 1], offset: ?>>
// CHECK-NEXT: %[[B:.*]] = pto.tload %[[A]] : {{.*}}-> !pto.tile<85x512xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.tadds %[[B]], %[[C]]
// CHECK-NEXT: %[[E:.*]] = wsp.at %y[%i, %c0] : {{.*}} to memref<85x512xf32, strided<[512, 1], offset: ?>>
// CHECK-NEXT: pto.tstore %[[D]], %[[E]]
// CHECK-NEXT: }
// CHECK: pto.tload %{{.*}} -> !pto.tile<2x512xf32, ub>
wsp_kernel
void large(wsp_in const float x[512][512], wsp_out float y[512][512])
{
    for (int i = 0; i < 512; i++)
        for (int j = 0; j < 512; j++)
            y[i][j] = x[i][j] + 1;
}
