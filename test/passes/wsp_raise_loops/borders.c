// A loop that reads a local where one tile of it ends and another one begins is cut there.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=OK
// OK-NOT: {{scalar|slow}}
// OK: check: ok
#include <ptowsp/ptowsp.h>
enum { ROWS = 5, LEN = 48 };

// Columns of the two halves.
// CHECK-LABEL: wsp.kernel @halves(
// CHECK-NOT:   scf.for
// CHECK:       pto.tstore %{{.*}} : !pto.tile<5x24xf32, ub>
// CHECK:       pto.tstore %{{.*}} : !pto.tile<5x24xf32, ub>
// CHECK-NOT:   pto.tstore
// CHECK-LABEL: wsp.kernel @three(
wsp_kernel static void halves(wsp_inout float x[ROWS][LEN])
{
    float tmp[ROWS][LEN];
    for (int r = 0; r < ROWS; r++) {
        for (int i = 0; i < LEN / 2; i++) {
            tmp[r][i] = x[r][2 * i] + x[r][2 * i + 1];
            tmp[r][LEN / 2 + i] = x[r][2 * i] - x[r][2 * i + 1];
        }
        for (int i = 0; i < LEN; i++) x[r][i] = tmp[r][i];
    }
}

// Rows of three parts, of which the last one is not read whole.
// CHECK-NOT:   scf.for
// CHECK:       pto.tstore %{{.*}} : !pto.tile<2x48xf32, ub>
// CHECK:       pto.tstore %{{.*}} : !pto.tile<2x48xf32, ub>
// CHECK:       pto.tstore %{{.*}} : !pto.tile<1x48xf32, ub>
wsp_kernel static void three(const float x[ROWS][LEN], float y[ROWS][LEN])
{
    float t[7][LEN];
    for (int r = 0; r < 2; r++)
        for (int i = 0; i < LEN; i++) t[r][i] = x[r][i] + 1;
    for (int r = 2; r < 4; r++)
        for (int i = 0; i < LEN; i++) t[r][i] = x[r][i] * 2;
    for (int r = 4; r < 7; r++)
        for (int i = 0; i < LEN; i++) t[r][i] = x[r - 3][i] * 3;
    for (int r = 0; r < ROWS; r++)
        for (int i = 0; i < LEN; i++) y[r][i] = t[r][i];
}

wsp_workload void both(float x[ROWS][LEN], float y[ROWS][LEN])
{
    halves(x);
    three(x, y);
}
