// Loops whose range moves with those around them, and whole numbers.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=DONE
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
// DONE-NOT: stays scalar
// DONE: check: ok
#include <ptowsp/ptowsp.h>
#include <math.h>
enum { H = 21, W = 34 };

// The nine neighbours are nine tiles.
// CHECK-LABEL: wsp.kernel @mean(
// CHECK-NOT: scf.for
// CHECK-COUNT-9: pto.tload %{{.*}} -> !pto.tile<19x32xf32, ub>
// CHECK-NOT: scf.for
// CHECK: pto.tstore
wsp_kernel static void mean(wsp_in const float a[H][W], wsp_out float b[H - 2][W - 2])
{
    for (int i = 1; i < H - 1; i++)
        for (int j = 1; j < W - 1; j++) {
            float s = 0;
            for (int y = i - 1; y <= i + 1; y++)
                for (int x = j - 1; x <= j + 1; x++) s += a[y][x];
            b[i - 1][j - 1] = s / 9;
        }
}

// CHECK-LABEL: wsp.kernel @whole(
// CHECK-DAG: pto.tcvt %{{.*}} rint : !pto.tile<1x34xf32, ub>
// CHECK-DAG: pto.tcvt %{{.*}} floor :
// CHECK-DAG: pto.tcvt %{{.*}} ceil :
// CHECK-DAG: pto.tcvt %{{.*}} trunc :
// CHECK-DAG: pto.tcvt %{{.*}} round :
wsp_kernel static void whole(wsp_in const float x[W], wsp_out float y[5][W])
{
    for (int i = 0; i < W; i++) {
        y[0][i] = rintf(x[i] * 7);
        y[1][i] = floorf(x[i] * 7);
        y[2][i] = ceilf(x[i] * 7);
        y[3][i] = truncf(x[i] * 7);
        y[4][i] = roundf(x[i] * 7);
    }
}

wsp_workload void all(wsp_in const float a[H][W], wsp_out float b[H - 2][W - 2],
                      wsp_out float y[5][W])
{
    mean(a, b);
    whole(a[3], y);
}
