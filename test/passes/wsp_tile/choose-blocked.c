// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not="not exactly a box"

// Blocks written by hand are boxes from the tile loops around them, whose tasks need not wait.
// CHECK: tiles chosen: 'ii' by 2, 'jj' by 2: 4 tasks
// CHECK: AIC cores        4 of 24 used
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64, B = 16 };
wsp_workload void blocked(const float X[N][N], const float Y[N][N], wsp_inout float Z[N][N])
{
    for (int ii = 0; ii < N; ii += B)
        for (int jj = 0; jj < N; jj += B)
            for (int kk = 0; kk < N; kk += B)
                for (int i = ii; i < ii + B; i++)
                    for (int j = jj; j < jj + B; j++)
                        for (int k = kk; k < kk + B; k++) Z[i][j] += X[i][k] * Y[k][j];
}
