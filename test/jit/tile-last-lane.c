// What is left of a row may be one element: nothing behind it is written, whatever is narrowed.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <stdint.h>
#include <ptowsp/ptowsp.h>

enum { N = 17 };

wsp_workload void narrow(wsp_in const float A[N][N], wsp_inout int16_t D[N][N])
{
    for (int i = 2; i < 5; i++)
        for (int j = 0; j < N; j++)
            D[i][j] = (int)(A[i][N - 1 - j] * 2);
}
