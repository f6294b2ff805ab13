// A loop over the planes of a local array is written out where its planes are read one by one.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { B = 12, H = 24 };
wsp_kernel static void gates(const float x[4][B][H], const float w[4][H], float c[B][H], float y[B][H]) {
    float g[4][B][H];
    for (int q = 0; q < 4; q++)
        for (int n = 0; n < B; n++)
            for (int j = 0; j < H; j++)
                g[q][n][j] = x[q][n][j] + w[q][j];
    for (int n = 0; n < B; n++)
        for (int j = 0; j < H; j++) {
            c[n][j] = g[1][n][j] * c[n][j] + g[0][n][j] * g[2][n][j];
            y[n][j] = g[3][n][j] * c[n][j];
        }
}
wsp_workload void cell(const float x[4][B][H], const float w[4][H], float c[B][H], float y[B][H]) { gates(x, w, c, y); }
