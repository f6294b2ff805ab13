// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>

// Some call binds x and y to one array, so that x is loaded again after y was written.
// CHECK-LABEL: wsp.kernel @twice({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tmul %[[A]], %[[A]]
// CHECK-NEXT: pto.tstore %[[B]], %y
// CHECK-NEXT: %[[C:.*]] = pto.tload %x : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[D:.*]] = pto.tadd %[[C]], %[[C]]
// CHECK-NEXT: pto.tstore %[[D]], %z
wsp_kernel
void twice(wsp_in float x[64], wsp_out float y[64], wsp_out float z[64])
{
    for (int i = 0; i < 64; i++)
        y[i] = x[i] * x[i];
    for (int i = 0; i < 64; i++)
        z[i] = x[i] + x[i];
}

// No call does here: one load is enough.
// CHECK-LABEL: wsp.kernel @apart({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<1x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tmul %[[A]], %[[A]]
// CHECK-NEXT: pto.tstore %[[B]], %y
// CHECK-NEXT: %[[C:.*]] = pto.tadd %[[A]], %[[A]]
// CHECK-NEXT: pto.tstore %[[C]], %z
wsp_kernel
void apart(wsp_in float x[64], wsp_out float y[64], wsp_out float z[64])
{
    for (int i = 0; i < 64; i++)
        y[i] = x[i] * x[i];
    for (int i = 0; i < 64; i++)
        z[i] = x[i] + x[i];
}

wsp_workload
void calls(wsp_inout float a[64], wsp_out float b[64], wsp_out float c[64])
{
    twice(a, a, b);
    apart(a, b, c);
}
