// Places and conditions computed from loops' variables by / and %, or compared with data.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { D = 96, HS = 24, B = 10, V = 29, N = 18 };
// Rotary embedding over all heads, its angles by the place in the head.
wsp_kernel static void rope(float q[D], const float c[HS / 2], const float s[HS / 2]) {
    for (int i = 0; i < D; i += 2) {
        int at = i % HS;
        float x = q[i], y = q[i + 1];
        q[i] = x * c[at / 2] - y * s[at / 2];
        q[i + 1] = x * s[at / 2] + y * c[at / 2];
    }
}
wsp_kernel static void one_hot(const float p[B][V], const int t[B], float d[B][V]) {
    for (int b = 0; b < B; b++)
        for (int v = 0; v < V; v++)
            d[b][v] = p[b][v] - (v == t[b] ? 1.0f : 0.0f);
}
wsp_kernel static void relax(float u[N][N], const float f[N][N]) {
    for (int color = 0; color < 2; color++)
        for (int i = 1; i < N - 1; i++)
            for (int j = 1; j < N - 1; j++)
                if ((i + j) % 2 == color)
                    u[i][j] = 0.25f * (u[i - 1][j] + u[i + 1][j] + u[i][j - 1] + u[i][j + 1] - f[i][j]);
}
wsp_kernel static void blocks(const short a[4][5], const short b[3][7], short k[12][35]) {
    for (int r = 0; r < 12; r++)
        for (int c = 0; c < 35; c++)
            k[r][c] = a[r / 3][c / 7] * b[r % 3][c % 7];
}
wsp_workload void w(float q[D], const float c[HS / 2], const float s[HS / 2], const float p[B][V], const int t[B],
                    float d[B][V], float u[N][N], const float f[N][N], const short a[4][5], const short b[3][7],
                    short k[12][35]) {
    rope(q, c, s);
    one_hot(p, t, d);
    relax(u, f);
    blocks(a, b, k);
}
