// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not="'s' goes into"

#include <ptowsp/ptowsp.h>
enum { M = 96, N = 80, K = 260, T = 40, L = 3000 };

// A loop that runs in order around the loop of the tiles goes into them: a task for each of its iterations is many.
// CHECK: remark: 'k' goes into the tiles: 6 tasks take all of its 260 iterations
wsp_workload void order(const float a[M][K], const float b[K][N], float c[M][N], const float d[L], float h[L], float f[L])
{
    for (wsp_tile(32) int i = 0; i < M; i++) {
        for (int j = 0; j < N; j++) c[i][j] = 0;
        for (int k = 0; k < K; k++)
            for (wsp_tile(40) int j = 0; j < N; j++) c[i][j] += a[i][k] * b[k][j];
    }

    // Steps of iterations that do not need each other.
    // CHECK: remark: 't' goes into the tiles: 3 tasks take all of its 40 iterations
    for (int t = 0; t < T; t++)
        for (wsp_tile(1000) int i = 0; i < L; i++) h[i] = h[i] * d[i] + 1;

    // Where they do, it stays where it is.
    for (int s = 0; s < T; s++)
        for (wsp_tile(1000) int i = 1; i < L - 1; i++) f[i] = f[i - 1] * 0.5f + f[i + 1];
}
// CHECK: check: ok
