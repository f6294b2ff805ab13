// Softmax of each row in three passes over 8x64 tiles: running maximum, exponentials and their sum,
// division.
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { BATCH = 1, ROWS = 32, COLS = 256, TR = 8, TC = 64 };

wsp_kernel
static void start(wsp_out float max[TR], wsp_out float sum[TR])
{
    for (int i = 0; i < TR; i++) {
        max[i] = -INFINITY;
        sum[i] = 0;
    }
}

wsp_kernel
static void running_max(wsp_in const float x[TR][COLS], wsp_inout float max[TR])
{
    for (int i = 0; i < TR; i++)
        for (int j = 0; j < TC; j++)
            max[i] = fmaxf(max[i], x[i][j]);
}

wsp_kernel
static void exp_sum(wsp_in const float x[TR][COLS], wsp_in const float max[TR],
                    wsp_out float y[TR][COLS], wsp_inout float sum[TR])
{
    for (int i = 0; i < TR; i++)
        for (int j = 0; j < TC; j++) {
            y[i][j] = expf(x[i][j] - max[i]);
            sum[i] += y[i][j];
        }
}

wsp_kernel
static void divide(wsp_inout float y[TR][COLS], wsp_in const float sum[TR])
{
    for (int i = 0; i < TR; i++)
        for (int j = 0; j < TC; j++)
            y[i][j] /= sum[i];
}

wsp_workload
void softmax(wsp_in const float X[BATCH][ROWS][COLS], wsp_out float Y[BATCH][ROWS][COLS])
{
    // Maxima and sums of one tile of rows lie together, in a 64-byte line that no other tile's tasks
    // write: two cores must not write one line at a time.
    enum { MAX, SUM, STATS };
    float stats[BATCH][ROWS / TR][STATS][TR];

    for (wsp_parallel int b = 0; b < BATCH; b++)
        for (wsp_parallel int r = 0; r < ROWS / TR; r++) {
            start(stats[b][r][MAX], stats[b][r][SUM]);
            for (int c = 0; c < COLS; c += TC)
                running_max(wsp_at(X[b], r * TR, c), stats[b][r][MAX]);
            for (int c = 0; c < COLS; c += TC)
                exp_sum(wsp_at(X[b], r * TR, c), stats[b][r][MAX], wsp_at(Y[b], r * TR, c),
                        stats[b][r][SUM]);
            for (wsp_parallel int c = 0; c < COLS; c += TC)
                divide(wsp_at(Y[b], r * TR, c), stats[b][r][SUM]);
        }
}
