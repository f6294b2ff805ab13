// Loops that would be kept are written out where that makes tile instructions faster that are about
// as slow as the scalar code: columns that were computed stay in their tiles.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=OK
// OK: check: ok
#include <ptowsp/ptowsp.h>
enum { B = 16 };

// CHECK-NOT:   remark
// CHECK-LABEL: wsp.kernel @columns(
// CHECK-NOT:   scf.for
// CHECK-LABEL: wsp.kernel @long_columns(
wsp_kernel static void columns(const float d[B][B], float l[16][B])
{
    for (int j = 0; j < B; j++)
        for (int i = 0; i < 16; i++) {
            for (int k = 0; k < j; k++) l[i][j] -= l[i][k] * d[k][j];
            l[i][j] /= 1 + d[j][j] * d[j][j];
        }
}

// Not if there are many iterations.
// CHECK:       scf.for %t
// CHECK-NOT:   scf.for
wsp_kernel static void long_columns(float x[128][64], const float a[64])
{
    for (int t = 1; t < 128; t++)
        for (int i = 0; i < 64; i++) x[t][i] += x[t - 1][i] * a[i];
}

wsp_workload void both(const float d[B][B], float l[16][B], float x[128][64], const float a[64])
{
    columns(d, l);
    long_columns(x, a);
}
