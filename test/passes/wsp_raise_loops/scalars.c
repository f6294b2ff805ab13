// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>

// Constants and arguments are scalar operands; arithmetic between them stays scalar.
// CHECK-LABEL: wsp.kernel @affine({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x16xf32, ub>
// CHECK-NEXT: %[[B:.*]] = arith.addf %s, %t
// CHECK-NEXT: %[[C:.*]] = pto.tmuls %[[A]], %[[B]]
// CHECK-NEXT: %[[D:.*]] = arith.constant 1.500000e+00 : f32
// CHECK-NEXT: %[[E:.*]] = pto.tadds %[[C]], %[[D]]
// CHECK-NEXT: pto.tstore %[[E]], %y
wsp_kernel
void affine(wsp_in const float x[8][16], float s, float t, wsp_out float y[8][16])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++)
            y[i][j] = x[i][j] * (s + t) + 1.5f;
}

// A scalar on the left of a difference or quotient keeps its side.
// CHECK-LABEL: wsp.kernel @left({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x16xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tneg %[[A]]
// CHECK-NEXT: %[[C:.*]] = pto.tadds %[[B]], %s
// CHECK-NEXT: %[[D:.*]] = pto.trecip %[[C]]
// CHECK-NEXT: %[[E:.*]] = pto.texpands %s : {{.*}}-> !pto.tile<8x16xf32, ub>
// CHECK-NEXT: %[[F:.*]] = pto.tdiv %[[E]], %[[A]]
// CHECK-NEXT: %[[G:.*]] = pto.tadd %[[D]], %[[F]]
// CHECK-NEXT: pto.tstore %[[G]], %y
wsp_kernel
void left(wsp_in const float x[8][16], float s, wsp_out float y[8][16])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 16; j++)
            y[i][j] = 1.0f / (s - x[i][j]) + s / x[i][j];
}

// A constant fills a tile.
// CHECK-LABEL: wsp.kernel @fill({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = arith.constant 0xFF800000 : f32
// CHECK-NEXT: %[[B:.*]] = pto.texpands %[[A]] : {{.*}}-> !pto.tile<1x8xf32, ub>
// CHECK-NEXT: pto.tstore %[[B]], %m
// CHECK-NEXT: %[[C:.*]] = arith.constant 0.000000e+00 : f32
// CHECK-NEXT: %[[D:.*]] = pto.texpands %[[C]] : {{.*}}-> !pto.tile<8x16xf32, ub>
// CHECK-NEXT: pto.tstore %[[D]], %c
wsp_kernel
void fill(wsp_out float m[8], wsp_out float c[8][16])
{
    for (int i = 0; i < 8; i++) {
        m[i] = -INFINITY;
        for (int j = 0; j < 16; j++)
            c[i][j] = 0;
    }
}
