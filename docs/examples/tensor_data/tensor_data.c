// Arrays of many axes: a sum over [2,2,2,32,32] and a square over [2,4,32,32], a task for each matrix.
#include <ptowsp/ptowsp.h>

enum { A = 2, B = 2, C = 2, D = 4, ROWS = 32, COLS = 32 };

wsp_kernel
static void add(wsp_in const float x[ROWS][COLS], wsp_in const float y[ROWS][COLS],
                wsp_out float sum[ROWS][COLS])
{
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLS; j++)
            sum[i][j] = x[i][j] + y[i][j];
}

wsp_kernel
static void square(wsp_in const float x[ROWS][COLS], wsp_out float result[ROWS][COLS])
{
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLS; j++)
            result[i][j] = x[i][j] * x[i][j];
}

wsp_workload
void tensor_data(wsp_in const float X[A][B][C][ROWS][COLS], wsp_in const float Y[A][B][C][ROWS][COLS],
                 wsp_out float S[A][B][C][ROWS][COLS], wsp_in const float Z[A][D][ROWS][COLS],
                 wsp_out float Q[A][D][ROWS][COLS])
{
    for (wsp_parallel int i = 0; i < A; i++)
        for (wsp_parallel int j = 0; j < B; j++)
            for (wsp_parallel int k = 0; k < C; k++)
                add(X[i][j][k], Y[i][j][k], S[i][j][k]);

    for (wsp_parallel int i = 0; i < A; i++)
        for (wsp_parallel int j = 0; j < D; j++)
            square(Z[i][j], Q[i][j]);
}
