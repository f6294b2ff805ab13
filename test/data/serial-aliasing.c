// A view that begins in the middle of an array is the array's own memory to the serial run, though its
// type reaches beyond the end.
// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: env CC='%cc -O3' ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { N = 3 };

wsp_kernel static void use(wsp_in const int a[1][2], wsp_out int y[N])
{
    for (int i = 0; i < N; i++)
        y[i] = a[0][0] + i;
}

wsp_workload void w(wsp_in const int x[1][2], wsp_out int y[N])
{
    int L[1][2];
    for (int j = 0; j < 2; j++)
        L[0][j] = x[0][j];
    for (int t = 0; t < 2; t++)
        for (int j = 0; j < 2; j++)
            L[0][j] = L[0][j] + x[0][j];
    use(wsp_at(L, 0, 1), y);
}
