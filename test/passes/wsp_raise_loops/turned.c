// Loops whose iterations are independent go into those that run in order, to be columns of tiles.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' 2>&1 | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>

// One filter a column; its state is a row of states then, which the loop over time carries.
// CHECK-LABEL: wsp.kernel @states(
// CHECK: scf.for %t = %{{.*}} to %c600 step %{{.*}} iter_args(
// CHECK: pto.tmul %{{.*}} : !pto.tile<1x512xf32, ub>
// CHECK: pto.tstore %{{.*}} : !pto.tile<1x512xf32, ub>
// CHECK-NOT: scf.for
// CHECK: wsp.kernel @solve(
wsp_kernel
void states(wsp_in const float x[600][512], wsp_in const float a[512], wsp_out float y[600][512])
{
    for (int n = 0; n < 512; n++) {
        float h = 0;
        for (int t = 0; t < 600; t++) {
            h = a[n] * h + x[t][n];
            y[t][n] = h;
        }
    }
}

// Right hand sides are columns, whatever loop they are in.
// CHECK: pto.tdiv %{{.*}} : !pto.tile<1x256xf32, ub>
// CHECK-NOT: scf.for
// CHECK: wsp.kernel @dependent(
wsp_kernel
void solve(wsp_in const float l[40][40], wsp_in const float b[40][256], wsp_inout float x[40][256])
{
    for (int r = 0; r < 256; r++)
        for (int i = 0; i < 40; i++) {
            float s = b[i][r];
            for (int k = 0; k < i; k++) s -= l[i][k] * x[k][r];
            x[i][r] = s / l[i][i];
        }
}

// Loops that depend on one another stay in their order.
// CHECK: scf.for %n =
// CHECK-NEXT: scf.for %t =
wsp_kernel
void dependent(wsp_inout float y[600][512])
{
    for (int n = 1; n < 512; n++)
        for (int t = 1; t < 600; t++) y[t][n] = y[t - 1][n] * y[t][n - 1];
}
