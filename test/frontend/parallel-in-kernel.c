// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: %exits 1 ptowsp-run %s -- -DCARRIED 2>&1 | FileCheck %s --check-prefix=CARRIED

// Loops of kernels may claim independence too; it is proved, or refused with both accesses.
// CHECK: check: ok
// CARRIED: error: loop 'j' is declared wsp_parallel, but its iterations depend on each other
// CARRIED: note: iteration j = 0 writes
// CARRIED: note: iteration j = 1 writes
#include <ptowsp/ptowsp.h>
enum { N = 8, B = 16 };
#ifdef CARRIED
#define LAST 0
#else
#define LAST j
#endif
wsp_kernel static void k(wsp_in const float x[N][B], wsp_out float y[N][B])
{
    for (wsp_parallel int i = 0; i < N; i++) {
        float s = 0;
        for (int j = 0; j < B; j++) s += x[i][j];
        for (wsp_parallel int j = 0; j < B; j++) y[i][LAST] = x[i][j] - s;
    }
}
wsp_workload void w(wsp_in const float x[N][B], wsp_out float y[N][B]) { k(x, y); }
