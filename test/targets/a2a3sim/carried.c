// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: FileCheck %s --input-file=%t.tree/kernels/aiv/k.cpp

// What a loop carries has one variable, at one address; the next iteration's tile is made in it.
// CHECK: TEXPANDS([[H:t[_0-9]*]], 0.0f);
// CHECK: for (int64_t [[T:t[_0-9]*]] = 0; [[T]] < 300; [[T]] += 1) {
// CHECK: TMULS([[U:t[_0-9]*]], [[H]], 0.5f);
// CHECK-NOT: TASSIGN([[H]],
// CHECK: TADD([[H]], [[U]], x_ub);
// CHECK: TSTORE(y_gm, [[H]]);
#include <ptowsp/ptowsp.h>
enum { T = 300, B = 64 };
wsp_kernel
static void k(wsp_in const float x[T][B], wsp_out float y[B])
{
    float h[B];
    for (int n = 0; n < B; n++) h[n] = 0;
    for (int t = 0; t < T; t++)
        for (int n = 0; n < B; n++) h[n] = h[n] * 0.5f + x[t][n];
    for (int n = 0; n < B; n++) y[n] = h[n];
}
wsp_workload void w(wsp_in const float x[T][B], wsp_out float y[B]) { k(x, y); }
