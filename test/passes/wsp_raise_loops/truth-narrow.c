// A truth value that does not vary with the loops it is stored in is not spread over them; its kernel stays
// as it is.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
#include <ptowsp/ptowsp.h>

enum { N = 16 };

// CHECK: :[[#@LINE+5]]:{{.*}} remark: kernel 'k' stays scalar: a truth value does not vary with all loops of the nest
wsp_kernel static void k(wsp_in const int a[N], wsp_out _Bool d[N][N])
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            d[i][j] = (_Bool)(j > 9 ? a[3] & 4 : ~(a[5] & 3));
}

// CHECK: check: ok
wsp_workload void w(wsp_in const int a[N], wsp_out _Bool d[N][N])
{
    k(a, d);
}
