// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>

// A running maximum: the maximum of the rows, and then with what is there.
// CHECK-LABEL: wsp.kernel @running({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %m : {{.*}}-> !pto.tile<1x8xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.trowmax %[[A]] : {{.*}}-> !pto.tile<8x1xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.treshape %[[C]] : {{.*}}-> !pto.tile<1x8xf32, ub>
// CHECK-NEXT: %[[E:.*]] = pto.tmax %[[B]], %[[D]]
// CHECK-NEXT: pto.tstore %[[E]], %m
wsp_kernel
void running(wsp_in const float x[8][256], wsp_inout float m[8])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 64; j++)
            m[i] = fmaxf(m[i], x[i][j]);
}

// A scalar accumulator is expanded to one for each row; a sum that starts at 0 is the row sum.
// CHECK-LABEL: wsp.kernel @sum({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tmul %[[A]], %[[A]]
// CHECK-NEXT: %[[C:.*]] = pto.trowsum %[[B]] : {{.*}}-> !pto.tile<8x1xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.treshape %[[C]] : {{.*}}-> !pto.tile<1x8xf32, ub>
// CHECK-NEXT: %[[E:.*]] = pto.tsqrt %[[D]]
// CHECK-NEXT: pto.tstore %[[E]], %out
wsp_kernel
void sum(wsp_in const float x[8][64], wsp_out float out[8])
{
    for (int i = 0; i < 8; i++) {
        float s = 0;
        for (int j = 0; j < 64; j++)
            s += x[i][j] * x[i][j];
        out[i] = sqrtf(s);
    }
}

// A dot product reduces its only row.
// CHECK-LABEL: wsp.kernel @dot({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %y : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.tmul %[[A]], %[[B]]
// CHECK-NEXT: %[[D:.*]] = pto.tload %s : {{.*}}-> !pto.tile<1x1xf32, ub>
// CHECK-NEXT: %[[E:.*]] = pto.trowsum %[[C]] : {{.*}}-> !pto.tile<1x1xf32, ub>
// CHECK-NEXT: %[[F:.*]] = pto.tadd %[[D]], %[[E]]
// CHECK-NEXT: pto.tstore %[[F]], %s
wsp_kernel
void dot(wsp_in const float x[64], wsp_in const float y[64], wsp_inout float s[1])
{
    for (int j = 0; j < 64; j++)
        s[0] += x[j] * y[j];
}

// Columns are reduced at once, too.
// CHECK-LABEL: wsp.kernel @columns({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %s : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.tcolsum %[[A]]
// CHECK-NEXT: %[[D:.*]] = pto.tadd %[[B]], %[[C]]
// CHECK-NEXT: pto.tstore %[[D]], %s
wsp_kernel
void columns(wsp_in const float x[8][64], wsp_inout float s[64])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 64; j++)
            s[j] += x[i][j];
}

// A sum of everything reduces the rows, and then the row of their sums.
// CHECK-LABEL: wsp.kernel @total({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x32xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.trowsum %[[A]] : {{.*}}-> !pto.tile<8x1xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.treshape %[[B]] : {{.*}}-> !pto.tile<1x8xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.trowsum %[[C]] : {{.*}}-> !pto.tile<1x1xf32, ub>
// CHECK-NEXT: pto.tstore %[[D]], %s
wsp_kernel
void total(wsp_in const float x[8][32], wsp_out float s[1])
{
    float t = 0;
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 32; j++)
            t += x[i][j];
    s[0] = t;
}

// What is taken away in every iteration is taken away at once.
// CHECK-LABEL: wsp.kernel @taken({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x32xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %s : {{.*}}-> !pto.tile<1x8xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.trowsum %[[A]] : {{.*}}-> !pto.tile<8x1xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.treshape %[[C]] : {{.*}}-> !pto.tile<1x8xf32, ub>
// CHECK-NEXT: %[[E:.*]] = pto.tsub %[[B]], %[[D]]
// CHECK-NEXT: pto.tstore %[[E]], %s
wsp_kernel
void taken(wsp_in const float x[8][32], wsp_inout float s[8])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 32; j++)
            s[i] -= x[i][j];
}
