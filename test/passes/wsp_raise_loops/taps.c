// Taps of a window under conditions on its border are written out, and the loops around are cut at
// the border.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=DONE
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
// DONE-NOT: stays scalar
// DONE: check: ok
#include <ptowsp/ptowsp.h>
#include <math.h>
enum { H = 18, W = 34 };

// Inside of the border all nine are there.
// CHECK-LABEL: wsp.kernel @padded(
// CHECK: pto.tmul %{{.*}} : !pto.tile<16x32xf32, ub>
// CHECK-NOT: wsp.scalar
wsp_kernel static void padded(wsp_in const float x[H][W], wsp_in const float f[3][3],
                              wsp_out float y[H][W])
{
    for (int i = 0; i < H; i++)
        for (int j = 0; j < W; j++) {
            float s = 0;
            for (int r = -1; r <= 1; r++)
                for (int t = -1; t <= 1; t++) {
                    if (i + r < 0 || i + r >= H || j + t < 0 || j + t >= W) continue;
                    s += x[i + r][j + t] * f[r + 1][t + 1];
                }
            y[i][j] = s;
        }
}

// The greatest of a window with strides.
wsp_kernel static void pool(wsp_in const float x[H][W], wsp_out float y[H / 2][W / 2])
{
    for (int i = 0; i < H / 2; i++)
        for (int j = 0; j < W / 2; j++) {
            float m = -INFINITY;
            for (int r = 0; r < 3; r++)
                for (int t = 0; t < 3; t++) {
                    const int a = 2 * i + r - 1, b = 2 * j + t - 1;
                    if (a >= 0 && b >= 0 && a < H && b < W) m = fmaxf(m, x[a][b]);
                }
            y[i][j] = m;
        }
}

wsp_workload void all(wsp_in const float x[H][W], wsp_in const float f[3][3],
                      wsp_out float y[H][W], wsp_out float z[H / 2][W / 2])
{
    padded(x, f, y);
    pool(x, z);
}
