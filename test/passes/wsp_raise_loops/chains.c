// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>

// What was stored is used from its tile, and what is overwritten is not stored.
// CHECK-LABEL: wsp.kernel @forwarded({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x16xf32, ub>
// CHECK-NEXT: %[[B:.*]] = arith.constant 2.000000e+00 : f32
// CHECK-NEXT: %[[C:.*]] = pto.tmuls %[[A]], %[[B]]
// CHECK-NEXT: %[[D:.*]] = pto.tadd %[[C]], %[[A]]
// CHECK-NEXT: pto.tstore %[[D]], %y
wsp_kernel
void forwarded(wsp_in const float x[8][16], wsp_out float y[8][16])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++)
            y[i][j] = x[i][j] * 2.0f;
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++)
            y[i][j] = y[i][j] + x[i][j];
}

// A local array is a tile.
// CHECK-LABEL: wsp.kernel @local({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x16xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tmul %[[A]], %[[A]]
// CHECK-NEXT: %[[C:.*]] = arith.constant 1.000000e+00 : f32
// CHECK-NEXT: %[[D:.*]] = pto.tadds %[[B]], %[[C]]
// CHECK-NEXT: pto.tstore %[[D]], %y
wsp_kernel
void local(wsp_in const float x[8][16], wsp_out float y[8][16])
{
    float t[8][16];
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++)
            t[i][j] = x[i][j] * x[i][j];
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++)
            y[i][j] = t[i][j] + 1.0f;
}

// Two statements of one body are distributed: each reads what the other has left it.
// CHECK-LABEL: wsp.kernel @swap({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %a : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %b : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: pto.tstore %[[B]], %a
// CHECK-NEXT: pto.tstore %[[A]], %b
wsp_kernel
void swap(wsp_inout float a[64], wsp_inout float b[64])
{
    for (int i = 0; i < 64; i++) {
        float t = a[i];
        a[i] = b[i];
        b[i] = t;
    }
}

// Overlapping boxes go through memory, in order.
// CHECK-LABEL: wsp.kernel @overlap({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = arith.constant 0.000000e+00 : f32
// CHECK-NEXT: %[[B:.*]] = pto.texpands %[[A]] : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: pto.tstore %[[B]], %a
// CHECK: %[[C:.*]] = wsp.at %a[%c32] : {{.*}} to memref<64xf32, strided<[1], offset: ?>>
// CHECK-NEXT: %[[D:.*]] = pto.tload %[[C]] : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: pto.tstore %[[D]], %b
wsp_kernel
void overlap(wsp_inout float a[128], wsp_out float b[64])
{
    for (int i = 0; i < 64; i++)
        a[i] = 0;
    for (int i = 0; i < 64; i++)
        b[i] = a[i + 32];
}

// An initializer is a fill, and computing the same twice is once enough.
// CHECK-LABEL: wsp.kernel @initialized({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = arith.constant 0.000000e+00 : f32
// CHECK-NEXT: %[[B:.*]] = pto.texpands %[[A]] : {{.*}}-> !pto.tile<8x16xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x16xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.tneg %[[C]]
// CHECK-NEXT: %[[E:.*]] = pto.tmax %[[B]], %[[D]]
// CHECK-NEXT: %[[F:.*]] = pto.tmul %[[C]], %[[D]]
// CHECK-NEXT: %[[G:.*]] = pto.tsub %[[E]], %[[F]]
// CHECK-NEXT: pto.tstore %[[G]], %y
wsp_kernel
void initialized(wsp_in const float x[8][16], wsp_out float y[8][16])
{
    float t[8][16] = {{0}};
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++)
            t[i][j] = fmaxf(t[i][j], -x[i][j]);
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++)
            y[i][j] = t[i][j] - x[i][j] * -x[i][j];
}
