// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --wsp-raise-loops | FileCheck %s
#include <ptowsp/ptowsp.h>
enum { T = 400, B = 64 };

// A recurrence that is too long to be written out is a loop that carries tiles: the state and the
// factor, which the loop changes, and neither what it only reads nor what it sets first.
// CHECK-LABEL: wsp.kernel @state
// CHECK: %[[HALF:.*]] = pto.tmuls %{{.*}} : !pto.tile<1x64xf32, ub>
// CHECK: %[[R:.*]]:2 = scf.for %t = {{.*}} iter_args(%[[A:.*]] = %{{.*}}, %[[B:.*]] = %{{.*}})
// CHECK: pto.tmul %{{.*}}, %[[HALF]]
// CHECK: scf.yield
// CHECK: pto.tstore %[[R]]#{{.}}, %y
wsp_kernel void state(wsp_in const float x[T][B], wsp_in const float a[B], wsp_out float y[B])
{
    float h[B], half[B], g[B], f = 1;
    for (int n = 0; n < B; n++) h[n] = 0, half[n] = a[n] * 0.5f;
    for (int t = 0; t < T; t++) {
        for (int n = 0; n < B; n++) g[n] = h[n] * half[n];
        for (int n = 0; n < B; n++) h[n] = g[n] + f * x[t][n];
        f = f * 0.9f;
    }
    for (int n = 0; n < B; n++) y[n] = h[n];
}

// A short one is written out.
// CHECK-LABEL: wsp.kernel @brief
// CHECK-NOT: scf.for
wsp_kernel void brief(wsp_in const float x[9][B], wsp_out float y[B])
{
    float h[B];
    for (int n = 0; n < B; n++) {
        h[n] = 0;
        for (int t = 0; t < 9; t++) h[n] = 0.5f * h[n] + x[t][n];
        y[n] = h[n];
    }
}
