// A quotient by a number and a sum of integers are computed as such, a scalar access says which arrays it is not part of.
// RUN: ptowsp-translate --target=llvmir %s | FileCheck %s
// CHECK-LABEL: define void @kernel.quotient
// CHECK-NOT:     fdiv
// CHECK:         sdiv <16 x i32>
// CHECK-LABEL: define void @kernel.sum
// CHECK-NOT:     sitofp
// CHECK:         add <16 x i32>
// CHECK-LABEL: define void @kernel.scalar
// CHECK:         load double, {{.*}} !alias.scope !{{[0-9]+}}, !noalias
#include <ptowsp/ptowsp.h>
enum { N = 128 };
wsp_kernel static void quotient(wsp_in const int a[N], wsp_out int b[N]) { for (int i = 0; i < N; i++) b[i] = a[i] / 3; }
wsp_kernel static void sum(wsp_in const int a[2][N], wsp_out int b[2])
{
    for (int i = 0; i < 2; i++) {
        int s = 0;
        for (int j = 0; j < N; j++)
            s += a[i][j];
        b[i] = s;
    }
}
wsp_kernel static void scalar(wsp_in const double a[N], wsp_out double b[N]) { for (int i = 0; i < N; i++) b[i] = a[i] * a[0]; }
wsp_workload void w(wsp_in const int a[2][N], wsp_in const double d[N], wsp_out int b[N], wsp_out int c[2], wsp_out double e[N]) { quotient(a[0], b), sum(a, c), scalar(d, e); }
