// C += A * B, with the tile given as a kernel: each call becomes one task.
#include <ptowsp/ptowsp.h>

enum { M = 256, N = 256, K = 256, T = 64 };

wsp_kernel
static void gemm_tile(wsp_in const float a[T][K], wsp_in const float b[T][N], wsp_inout float c[T][N])
{
    for (int i = 0; i < T; i++)
        for (int j = 0; j < T; j++)
            for (int k = 0; k < T; k++)
                c[i][j] += a[i][k] * b[k][j];
}

wsp_workload wsp_dispatch("round_robin", 4) wsp_task_window(8192, "stall")
void gemm(wsp_in const float A[M][K], wsp_in const float B[K][N], wsp_inout float C[M][N])
{
    for (wsp_parallel int i = 0; i < M; i += T)
        for (wsp_parallel int j = 0; j < N; j += T)
            for (int k = 0; k < K; k += T)
                gemm_tile(wsp_at(A, i, k), wsp_at(B, k, j), wsp_at(C, i, j));
}
