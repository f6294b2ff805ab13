// An extreme that starts from one of its elements starts from nothing and takes them all.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>

// CHECK-LABEL: wsp.kernel @first(
// CHECK: %[[X:.*]] = pto.tload %x : {{.*}} -> !pto.tile<24x40xf32, ub>
// CHECK-NEXT: %[[M:.*]] = pto.trowmax %[[X]]
// CHECK-NEXT: pto.tstore %[[M]], %y
wsp_kernel void first(const float x[24][40], float y[24]) {
    for (int i = 0; i < 24; i++) {
        float m = x[i][0];
        for (int j = 1; j < 40; j++)
            m = fmaxf(m, x[i][j]);
        y[i] = m;
    }
}

// The first of the elements that are taken, not of the row; in a form that both write.
// CHECK-LABEL: wsp.kernel @inner(
// CHECK: pto.tload {{.*}} -> !pto.tile<24x32xi32, ub>
// CHECK-NOT: pto.tgather
wsp_kernel void inner(const int x[24][40], int y[24]) {
    for (int i = 0; i < 24; i++) {
        int m = -x[i][4];
        for (int j = 5; j < 36; j++) {
            int v = -x[i][j];
            m = v < m ? v : m;
        }
        y[i] = m;
    }
}

// Another element than one of those stays the start.
// CHECK-LABEL: wsp.kernel @other(
// CHECK: pto.tgather
// CHECK: pto.tmax
wsp_kernel void other(const float x[24][40], float y[24]) {
    for (int i = 0; i < 24; i++) {
        float m = x[i][39];
        for (int j = 0; j < 32; j++)
            m = fmaxf(m, x[i][j]);
        y[i] = m;
    }
}
