// RUN: ptowsp-run %s --workload=all --check | FileCheck %s --check-prefix=DONE
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>

enum { H = 14, W = 18, R = 3, N = 40, T = 9 };

// DONE: check: ok

// The taps of a window are written out, where all of the image is a tile then.
// CHECK-LABEL: wsp.kernel @window(
// CHECK-NOT: scf.for
// CHECK-COUNT-9: pto.tmul %{{.*}} : !pto.tile<14x18xf32, ub>
// CHECK: pto.tstore
wsp_kernel static void window(wsp_in const float x[H + R - 1][W + R - 1], wsp_in const float k[R][R],
                              wsp_out float y[H][W])
{
    for (int i = 0; i < H; i++)
        for (int j = 0; j < W; j++) {
            float a = 0;
            for (int r = 0; r < R; r++)
                for (int s = 0; s < R; s++)
                    a += k[r][s] * x[i + r][j + s];
            y[i][j] = a;
        }
}

// So are those of a filter that goes back in time.
// CHECK-LABEL: wsp.kernel @filter(
// CHECK-NOT: scf.for
// CHECK: pto.tload %{{.*}} -> !pto.tile<1x40xf32, ub>
// CHECK-NOT: scf.for
// CHECK: pto.tstore %{{.*}} : !pto.tile<1x40xf32, ub>
wsp_kernel static void filter(wsp_in const float x[N + T], wsp_in const float h[T],
                              wsp_out float y[N])
{
    for (int i = 0; i < N; i++) {
        float a = 0;
        for (int k = 0; k < T; k++) a += h[k] * x[i + T - 1 - k];
        y[i] = a;
    }
}

// A sorting network runs over the rows, one comparator after the other.
// CHECK-LABEL: wsp.kernel @sort(
// CHECK-NOT: scf.for
// CHECK: pto.tcmp gt, %{{.*}} : !pto.tile<1x64xf32, ub>
// CHECK-NOT: scf.for
// CHECK: pto.tstore
wsp_kernel static void sort(wsp_inout float x[64][8])
{
    for (int r = 0; r < 64; r++)
        for (int p = 0; p < 8; p++)
            for (int i = p % 2; i + 1 < 8; i += 2)
                if (x[r][i] > x[r][i + 1]) {
                    const float t = x[r][i];
                    x[r][i] = x[r][i + 1];
                    x[r][i + 1] = t;
                }
}

// A running sum is one for all rows at once, over pieces of which the last is short too.
// CHECK-LABEL: wsp.kernel @box(
// CHECK-NOT: scf.for
// CHECK: pto.tadd %{{.*}} : !pto.tile<1x32xf32, ub>
// CHECK-NOT: scf.for
// CHECK: pto.tstore
wsp_kernel static void box(wsp_in const float in[32][80], wsp_out float out[32][80])
{
    for (int y = 0; y < 32; y++) {
        float s = 0;
        for (int x = 0; x < 4; x++) s += in[y][x];
        for (int x = 0; x < 80; x++) {
            if (x + 4 < 80) s += in[y][x + 4];
            out[y][x] = s / 9;
            if (x - 4 >= 0) s -= in[y][x - 4];
        }
    }
}

wsp_workload void all(wsp_in const float x[H + R - 1][W + R - 1], wsp_in const float k[R][R],
                      wsp_out float y[H][W], wsp_in const float u[N + T], wsp_in const float h[T],
                      wsp_out float v[N], wsp_inout float z[64][8], wsp_in const float in[32][80],
                      wsp_out float out[32][80])
{
    window(x, k, y);
    filter(u, h, v);
    sort(z);
    box(in, out);
}
