// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>

// A vector along the rows is a column: it has instructions of its own.
// CHECK-LABEL: wsp.kernel @column({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %m : {{.*}}-> !pto.tile<8x1xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.trowexpandsub %[[A]], %[[B]]
// CHECK-NEXT: %[[D:.*]] = pto.trowexpanddiv %[[C]], %[[B]]
// CHECK-NEXT: pto.tstore %[[D]], %y
wsp_kernel
void column(wsp_in const float x[8][64], wsp_in const float m[8], wsp_out float y[8][64])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 64; j++)
            y[i][j] = (x[i][j] - m[i]) / m[i];
}

// Adding a column subtracts its negative, which is exact.
// CHECK-LABEL: wsp.kernel @add_column({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %m : {{.*}}-> !pto.tile<1x8xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.tneg %[[A]]
// CHECK-NEXT: %[[D:.*]] = pto.treshape %[[C]] : {{.*}}-> !pto.tile<8x1xf32, ub>
// CHECK-NEXT: %[[E:.*]] = pto.trowexpandsub %[[B]], %[[D]]
// CHECK-NEXT: pto.tstore %[[E]], %y
wsp_kernel
void add_column(wsp_in const float x[8][64], wsp_in const float m[8], wsp_out float y[8][64])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 64; j++)
            y[i][j] = m[i] + x[i][j];
}

// A vector along the columns is spread over the rows.
// CHECK-LABEL: wsp.kernel @row({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %bias : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.tcolexpand %[[B]] : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.tadd %[[A]], %[[C]]
// CHECK-NEXT: pto.tstore %[[D]], %y
wsp_kernel
void row(wsp_in const float x[8][64], wsp_in const float bias[64], wsp_out float y[8][64])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 64; j++)
            y[i][j] = x[i][j] + bias[j];
}

// An outer product spreads both.
// CHECK-LABEL: wsp.kernel @outer({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %u : {{.*}}-> !pto.tile<8x1xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %v : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.trowexpand %[[A]] : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.tcolexpand %[[B]] : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[E:.*]] = pto.tmul %[[C]], %[[D]]
// CHECK-NEXT: pto.tstore %[[E]], %y
wsp_kernel
void outer(wsp_in const float u[8], wsp_in const float v[64], wsp_out float y[8][64])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 64; j++)
            y[i][j] = u[i] * v[j];
}
