// Batched C += A * B, half precision in, single precision out, in 16-cubed tiles.
#include <ptowsp/ptowsp.h>

__extension__ typedef _Float16 half;

enum { BATCH = 2, M = 64, N = 64, K = 64, T = 16 };

wsp_kernel
static void bgemm_tile(wsp_in const half a[T][K], wsp_in const half b[T][N], wsp_inout float c[T][N])
{
    for (int i = 0; i < T; i++)
        for (int j = 0; j < T; j++)
            for (int k = 0; k < T; k++)
                c[i][j] += (float)a[i][k] * (float)b[k][j];
}

wsp_workload
void bgemm(wsp_in const half A[BATCH][M][K], wsp_in const half B[BATCH][K][N],
           wsp_inout float C[BATCH][M][N])
{
    for (wsp_parallel int n = 0; n < BATCH; n++)
        for (wsp_parallel int i = 0; i < M; i += T)
            for (wsp_parallel int j = 0; j < N; j += T)
                for (int k = 0; k < K; k += T)
                    bgemm_tile(wsp_at(A[n], i, k), wsp_at(B[n], k, j), wsp_at(C[n], i, j));
}
