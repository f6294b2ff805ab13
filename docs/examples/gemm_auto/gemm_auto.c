// C = A * B, left to the compiler: no kernel; the loops say how to tile and the tasks are outlined.
#include <ptowsp/ptowsp.h>

enum { M = 256, N = 256, K = 256 };

wsp_workload
void gemm_auto(wsp_in const float A[M][K], wsp_in const float B[K][N], wsp_out float C[M][N])
{
    for (wsp_parallel wsp_tile(64) int i = 0; i < M; i++)
        for (wsp_parallel wsp_tile(64) int j = 0; j < N; j++) {
            C[i][j] = 0;
            for (wsp_tile(64) int k = 0; k < K; k++)
                C[i][j] += A[i][k] * B[k][j];
        }
}
