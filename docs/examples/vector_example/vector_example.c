// f = (a + b + 1) * (a + b + 2): four tasks that pass their results on through local arrays.
#include <ptowsp/ptowsp.h>

enum { ROWS = 128, COLS = 128 };

wsp_kernel
static void add(wsp_in const float x[ROWS][COLS], wsp_in const float y[ROWS][COLS],
                wsp_out float sum[ROWS][COLS])
{
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLS; j++)
            sum[i][j] = x[i][j] + y[i][j];
}

wsp_kernel
static void add_scalar(wsp_in float x[ROWS][COLS], float s, wsp_out float sum[ROWS][COLS])
{
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLS; j++)
            sum[i][j] = x[i][j] + s;
}

wsp_kernel
static void mul(wsp_in float x[ROWS][COLS], wsp_in float y[ROWS][COLS],
                wsp_out float product[ROWS][COLS])
{
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLS; j++)
            product[i][j] = x[i][j] * y[i][j];
}

wsp_workload
void vector_example(wsp_in const float a[ROWS][COLS], wsp_in const float b[ROWS][COLS],
                    wsp_out float f[ROWS][COLS])
{
    float c[ROWS][COLS], d[ROWS][COLS], e[ROWS][COLS];

    add(a, b, c);
    add_scalar(c, 1.0f, d);
    add_scalar(c, 2.0f, e);
    mul(d, e, f);
}
