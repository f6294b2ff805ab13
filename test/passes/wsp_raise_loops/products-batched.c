// Loops that rows, columns and sum leave over stay loops, or are summed over as well.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
// RUN: ptowsp-run --check %s --workload=run | FileCheck --check-prefix=DATA %s
#include <ptowsp/ptowsp.h>

// DATA: check: ok

// A batch, wherever its loop stands.
// CHECK-LABEL: wsp.kernel @batch(
// CHECK: scf.for %[[H:[^ ]*]] = %{{.*}} to %c3 step
// CHECK: wsp.at %a[%[[H]], %c0{{.*}}, %c0{{.*}}]
// CHECK: pto.tmatmul {{.*}} -> !pto.tile<18x20xf32, l0c>
// CHECK: pto.tstore
// CHECK: }
wsp_kernel
void batch(wsp_in const float a[3][18][16], wsp_in const float b[3][16][20],
           wsp_inout float c[3][18][20])
{
    for (int i = 0; i < 18; i++)
        for (int h = 0; h < 3; h++)
            for (int k = 0; k < 16; k++)
                for (int j = 0; j < 20; j++)
                    c[h][i][j] += a[h][i][k] * b[h][k][j];
}

// A convolution over channels: nine shifted products a row, summed in L0C.
// CHECK-LABEL: wsp.kernel @convolve(
// CHECK: scf.for %[[Y:[^ ]*]] = %{{.*}} to %c6 step
// CHECK: pto.tmatmul {{.*}} -> !pto.tile<10x8xf32, l0c>
// CHECK-COUNT-8: pto.tmatmul_acc
// CHECK-NOT: pto.tmatmul
// CHECK: pto.tstore
// CHECK: }
wsp_kernel
void convolve(wsp_in const float in[8][12][4], wsp_in const float w[3][3][4][8],
              wsp_out float out[6][10][8])
{
    for (int y = 0; y < 6; y++)
        for (int x = 0; x < 10; x++)
            for (int o = 0; o < 8; o++) {
                float s = 0;
                for (int dy = 0; dy < 3; dy++)
                    for (int dx = 0; dx < 3; dx++)
                        for (int i = 0; i < 4; i++)
                            s += in[y + dy][x + dx][i] * w[dy][dx][i][o];
                out[y][x][o] = s;
            }
}

wsp_workload
void run(wsp_in const float a[3][18][16], wsp_in const float b[3][16][20], wsp_inout float c[3][18][20],
         wsp_in const float in[8][12][4], wsp_in const float w[3][3][4][8], wsp_out float out[6][10][8])
{
    batch(a, b, c);
    convolve(in, w, out);
}
