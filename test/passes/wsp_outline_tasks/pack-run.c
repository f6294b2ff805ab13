// RUN: ptowsp-run %s --check --size=n=3 | FileCheck %s

// A kernel with 21 arrays, some of which it writes in part, and scalars; and a nest with 20.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 12, N = 10, T = 4 };
typedef const float row[N];
typedef float line[N];
wsp_kernel static void k(row a0[T], row a1[T], row a2[T], row a3[T], row a4[T], row a5[T], row a6[T], row a7[T], row a8[T], row a9[T], row a10[T], row a11[T], row a12[T], row a13[T], row a14[T], row a15[T], row a16[T], row a17[T], line o[T], line p[T], line q[T], int x, int y, float w)
{
    for (int i = 0; i < T; i++)
        for (int j = 0; j < N; j++) {
            o[i][j] = a0[i][j] + a1[i][j] + a2[i][j] + a3[i][j] + a4[i][j] + a5[i][j] + a6[i][j] + a7[i][j] + a8[i][j] + a9[i][j] + a10[i][j] + a11[i][j] + a12[i][j] + a13[i][j] + a14[i][j] + a15[i][j] + a16[i][j] + a17[i][j] + x * w;
            p[i][j] += o[i][j] * y;
            if (i == 1) q[i][j] = p[i][j];
        }
}
wsp_workload
void many(wsp_in row a0[M], wsp_in row a1[M], wsp_in row a2[M], wsp_in row a3[M], wsp_in row a4[M], wsp_in row a5[M], wsp_in row a6[M], wsp_in row a7[M], wsp_in row a8[M], wsp_in row a9[M], wsp_in row a10[M], wsp_in row a11[M], wsp_in row a12[M], wsp_in row a13[M], wsp_in row a14[M], wsp_in row a15[M], wsp_in row a16[M], wsp_in row a17[M], wsp_out line o[M], wsp_inout line c[M], wsp_inout line d[M], wsp_out line e[M], int n)
{
    for (wsp_parallel int i = 0; i < M; i += T)
        k(wsp_at(a0, i, 0), wsp_at(a1, i, 0), wsp_at(a2, i, 0), wsp_at(a3, i, 0), wsp_at(a4, i, 0), wsp_at(a5, i, 0), wsp_at(a6, i, 0), wsp_at(a7, i, 0), wsp_at(a8, i, 0), wsp_at(a9, i, 0), wsp_at(a10, i, 0), wsp_at(a11, i, 0), wsp_at(a12, i, 0), wsp_at(a13, i, 0), wsp_at(a14, i, 0), wsp_at(a15, i, 0), wsp_at(a16, i, 0), wsp_at(a17, i, 0), wsp_at(o, i, 0), wsp_at(c, i, 0), wsp_at(d, i, 0), i, n, 2);
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) e[i][j] = a0[i][j] * a1[i][j] * a2[i][j] * a3[i][j] * a4[i][j] * a5[i][j] * a6[i][j] * a7[i][j] * a8[i][j] * a9[i][j] * a10[i][j] * a11[i][j] * a12[i][j] * a13[i][j] * a14[i][j] * a15[i][j] * a16[i][j] * a17[i][j] + c[i][j];
}
