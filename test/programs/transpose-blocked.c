// Loops blocked by hand, whose last block is shorter, become tiles of two sizes.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#define min(a, b) ((a) < (b) ? (a) : (b))
enum { BLOCK = 32, N = 100, M = 90 };

wsp_workload void blocked(wsp_in const float a[N][M], wsp_out float b[M][N])
{
    for (int ii = 0; ii < N; ii += BLOCK)
        for (int jj = 0; jj < M; jj += BLOCK)
            for (int i = ii; i < min(ii + BLOCK, N); i++)
                for (int j = jj; j < min(jj + BLOCK, M); j++)
                    b[j][i] = a[i][j];
}
