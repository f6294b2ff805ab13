// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not="stays scalar"

// Tiles of an array that is taken both ways round see it from its start: what is known of the first tile is not known of
// the others, and cuts that would leave them scalar are not chosen.
// CHECK: remark: tiles chosen: 'i' whole: 1 task
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 100 };
wsp_workload void symmetric(const float x[N][N], float y[N][N])
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j <= i; j++) {
            float s = x[i][j] + x[j][i];
            y[i][j] = s;
            y[j][i] = s;
        }
}
