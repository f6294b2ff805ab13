// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// What a sum starts with is added behind the product: no task before it writes it.
// CHECK: kernel 'linear_0' mixes {{.*}} and is split into 'linear_0_0' (cube, line {{[0-9]+}}), 'linear_0_1' (vector, line {{[0-9]+}}), with 1 array
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 64, N = 96, K = 80 };
wsp_workload void linear(const float x[M][K], const float w[K][N], const float b[N], float y[M][N], const int8_t p[M][K],
                         const int8_t q[K][N], const int32_t c[N], int32_t z[M][N])
{
    for (wsp_tile(32) int i = 0; i < M; i++)
        for (wsp_tile(32) int j = 0; j < N; j++) {
            float s = b[j] * 2;
            for (int k = 0; k < K; k++) s += x[i][k] * w[k][j];
            y[i][j] = s > 0 ? s : 0;
        }
    // So it is of integers.
    // CHECK: split into 'linear_1_0' (cube, line {{[0-9]+}}), 'linear_1_1' (vector, line {{[0-9]+}}), with 1 array
    for (wsp_tile(32) int i = 0; i < M; i++)
        for (wsp_tile(32) int j = 0; j < N; j++) {
            int32_t s = c[j];
            for (int k = 0; k < K; k++) s += p[i][k] * q[k][j];
            z[i][j] = s;
        }
}
// CHECK: check: ok
