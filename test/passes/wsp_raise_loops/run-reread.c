// An extreme that is read again through its place is carried beside it.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { R = 20, C = 70 };
wsp_kernel static void most(wsp_in const float x[R][C], wsp_out int best[R], wsp_out float v[R]) {
    for (int i = 0; i < R; i++) {
        int b = 0;
        for (int j = 1; j < C; j++)
            if (x[i][j] > x[i][b])
                b = j;
        best[i] = b;
        v[i] = x[i][b];
    }
}
wsp_kernel static void both(wsp_in const int x[R][C], wsp_out int least[R], wsp_out int most[R]) {
    for (int i = 0; i < R; i++) {
        int l = 0, m = C - 1;
        for (int j = 0; j < C; j++) {
            if (x[i][j] <= x[i][l])
                l = j;
            if (x[i][m] < x[i][j])
                m = j;
        }
        least[i] = l;
        most[i] = m;
    }
}
wsp_kernel static void columns(wsp_in const float x[R][C], wsp_out int best[C]) {
    for (int j = 0; j < C; j++) {
        int b = 0;
        for (int i = 0; i < R; i++)
            b = x[i][j] < x[b][j] ? i : b;
        best[j] = b;
    }
}
wsp_workload void w(wsp_in const float x[R][C], wsp_in const int y[R][C], wsp_out int a[R],
                    wsp_out float v[R], wsp_out int b[R], wsp_out int c[R], wsp_out int d[C]) {
    most(x, a, v);
    both(y, b, c);
    columns(x, d);
}
