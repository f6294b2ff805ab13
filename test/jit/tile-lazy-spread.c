// An element that a row is computed with keeps its value while the row is stored over it.
// RUN: ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 17 };
wsp_kernel static void k(wsp_inout float a[N][N])
{
    for (int k = 0; k < N; k++)
        for (int i = 0; i < N; i++)
            if (i != k) {
                float f = a[i][k];
                for (int j = 0; j < N; j++)
                    a[i][j] -= f * a[k][j];
            }
}
wsp_workload void w(wsp_inout float a[N][N]) { k(a); }
