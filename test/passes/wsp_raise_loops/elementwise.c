// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>

// A map over two loops is one instruction an operation, whatever the depth of the expression.
// CHECK-LABEL: wsp.kernel @deep({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %a : {{.*}}-> !pto.tile<16x32xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %b : {{.*}}-> !pto.tile<16x32xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.tmul %[[A]], %[[B]]
// CHECK-NEXT: %[[D:.*]] = pto.tsub %[[C]], %[[A]]
// CHECK-NEXT: %[[E:.*]] = pto.tabs %[[D]]
// CHECK-NEXT: %[[F:.*]] = pto.tsqrt %[[E]]
// CHECK-NEXT: %[[G:.*]] = pto.tneg %[[B]]
// CHECK-NEXT: %[[H:.*]] = pto.texp %[[G]]
// CHECK-NEXT: %[[I:.*]] = pto.tadd %[[H]], %[[A]]
// CHECK-NEXT: %[[J:.*]] = pto.tdiv %[[F]], %[[I]]
// CHECK-NEXT: pto.tstore %[[J]], %c
wsp_kernel
void deep(wsp_in const float a[16][32], wsp_in const float b[16][32], wsp_out float c[16][32])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 32; j++)
            c[i][j] = sqrtf(fabsf(a[i][j] * b[i][j] - a[i][j])) / (expf(-b[i][j]) + a[i][j]);
}

// One loop gives tiles of one row.
// CHECK-LABEL: wsp.kernel @line({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %a : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %b : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.tmax %[[A]], %[[B]]
// CHECK-NEXT: pto.tstore %[[C]], %c
wsp_kernel
void line(wsp_in const float a[64], wsp_in const float b[64], wsp_out float c[64])
{
    for (int i = 0; i < 64; i++)
        c[i] = fmaxf(a[i], b[i]);
}

// In place is as good as elsewhere.
// CHECK-LABEL: wsp.kernel @in_place({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %a : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tlog %[[A]]
// CHECK-NEXT: pto.tstore %[[B]], %a
wsp_kernel
void in_place(wsp_inout float a[8][64])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 64; j++)
            a[i][j] = logf(a[i][j]);
}
