// Quotients and remainders of a loop's variable as places: loops of their own.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=DONE
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
// DONE-NOT: stays scalar
// DONE: check: ok
#include <ptowsp/ptowsp.h>
enum { A = 3, B = 10, C = 16 };

// CHECK-LABEL: wsp.kernel @heads(
// CHECK: pto.tstore %{{.*}} : !pto.tile<10x16xf32, ub>
wsp_kernel static void heads(wsp_in const float x[12][B][C], wsp_out float y[3][4][B][C])
{
    for (int h = 0; h < 12; h++)
        for (int t = 0; t < B; t++)
            for (int d = 0; d < C; d++) y[h / 4][h % 4][t][d] = x[h][t][d] + 1;
}

// Three places of one variable.
// CHECK-LABEL: wsp.kernel @flat(
// CHECK: pto.tload %{{.*}} -> !pto.tile<10x16xf32, ub>
wsp_kernel static void flat(wsp_in const float x[A * B * C], wsp_out float y[B][A][C])
{
    for (int i = 0; i < A * B * C; i++) y[i / C % B][i / (B * C)][i % C] = x[i] * 2;
}

// A range that begins and ends within a block.
// CHECK-LABEL: wsp.kernel @grouped(
// CHECK: pto.tload %{{.*}} -> !pto.tile<6x16xf32, ub>
wsp_kernel static void grouped(wsp_in const float x[3][6][C], wsp_out float y[9][6][C])
{
    for (int h = 1; h < 10; h++)
        for (int t = 0; t < 6; t++)
            for (int d = 0; d < C; d++) y[h - 1][t][d] = x[h / 4][t][d] * 2;
}

// Neighbours around a torus: the loops are cut where they wrap.
// CHECK-LABEL: wsp.kernel @torus(
// CHECK: pto.tload %{{.*}} -> !pto.tile<10x14xf32, ub>
// CHECK-LABEL: wsp.kernel @pingpong(
wsp_kernel static void torus(wsp_in const float x[12][C], wsp_out float y[12][C])
{
    for (int i = 0; i < 12; i++)
        for (int j = 0; j < C; j++)
            y[i][j] = x[(i + 1) % 12][j] + x[(i + 11) % 12][j] + x[i][(j + 1) % C] +
                      x[i][(j + C - 1) % C];
}

// Two arrays take turns.
// CHECK-NOT: wsp.scalar
wsp_kernel static void pingpong(wsp_inout float a[2][B][C])
{
    for (int s = 0; s < 7; s++)
        for (int i = 1; i < B - 1; i++)
            for (int j = 1; j < C - 1; j++)
                a[(s + 1) % 2][i][j] = a[s % 2][i - 1][j] + a[s % 2][i][j + 1] / 2;
}

wsp_workload void all(wsp_in const float x[12][B][C], wsp_in const float z[A * B * C],
                      wsp_in const float u[3][6][C], wsp_out float y0[3][4][B][C],
                      wsp_out float y1[B][A][C], wsp_out float y2[9][6][C],
                      wsp_in const float v[12][C], wsp_out float y3[12][C],
                      wsp_inout float y4[2][B][C])
{
    heads(x, y0);
    flat(z, y1);
    grouped(u, y2);
    torus(v, y3);
    pingpong(y4);
}
