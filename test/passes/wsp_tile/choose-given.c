// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

#include <ptowsp/ptowsp.h>
enum { M = 411, N = 523 };

wsp_workload void scale(const float a[M][N], float y[M][N], float z[M][N], float u[M][N])
{
    // A size that is given stays; that of the loop which leaves it to the compiler fits to it.
    // CHECK: remark: tiles chosen: 'i' by 208, 'j' by 48: 22 tasks
    for (wsp_tile(wsp_auto) int i = 0; i < M; i++)
        for (wsp_tile(48) int j = 0; j < N; j++) y[i][j] = a[i][j] * 2;

    // The other way round.
    // CHECK: remark: tiles chosen: 'i' by 48, 'j' whole: 9 tasks
    for (wsp_tile(48) int i = 0; i < M; i++)
        for (wsp_tile(wsp_auto) int j = 0; j < N; j++) z[i][j] = a[i][j] * 3;

    // A loop around it that says nothing goes into the tiles.
    // CHECK: remark: tiles chosen: 'j' by 32: 17 tasks around 'i'
    for (int i = 0; i < M; i++)
        for (wsp_tile(wsp_auto) int j = 0; j < N; j++) u[i][j] = a[i][j] + 1;
}
// CHECK: check: ok
