// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>

// Three loops with scalars between them: all rows at once, every tile computed and none stored
// but the result.
// CHECK-LABEL: wsp.kernel @softmax({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x64xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.trowmax %[[A]] : {{.*}}-> !pto.tile<8x1xf32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.trowexpandsub %[[A]], %[[B]]
// CHECK-NEXT: %[[D:.*]] = pto.texp %[[C]]
// CHECK-NEXT: %[[E:.*]] = pto.trowsum %[[D]] : {{.*}}-> !pto.tile<8x1xf32, ub>
// CHECK-NEXT: %[[F:.*]] = pto.trowexpanddiv %[[D]], %[[E]]
// CHECK-NEXT: pto.tstore %[[F]], %y
wsp_kernel
void softmax(wsp_in const float x[8][64], wsp_out float y[8][64])
{
    for (int i = 0; i < 8; i++) {
        float m = -INFINITY, s = 0;
        for (int j = 0; j < 64; j++)
            m = fmaxf(m, x[i][j]);
        for (int j = 0; j < 64; j++) {
            y[i][j] = expf(x[i][j] - m);
            s += y[i][j];
        }
        for (int j = 0; j < 64; j++)
            y[i][j] /= s;
    }
}
