// RUN: ptowsp-run %s --check --workload=edges 2>&1 | FileCheck %s --implicit-check-not="stays scalar"
// RUN: ptowsp-run %s --check --workload=padded 2>&1 | FileCheck %s --implicit-check-not="stays scalar"
// RUN: ptowsp-run %s --check --workload=given 2>&1 | FileCheck %s --check-prefix=GIVEN --implicit-check-not="stays scalar"

// Borders in both dimensions: each kind of tile has a kernel.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { H = 46, W = 70, C = 8, O = 16 };
wsp_workload void edges(const float in[H][W], float out[H][W])
{
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            if (y < 2 || y >= H - 2 || x == 0 || x == W - 1) { out[y][x] = 0; continue; }
            out[y][x] = in[y - 2][x - 1] + in[y][x] * 4 + in[y + 2][x + 1];
        }
}

wsp_workload void padded(const float in[14][14][C], const float f[3][3][C][O], float out[14][14][O])
{
    for (int y = 0; y < 14; y++)
        for (int x = 0; x < 14; x++)
            for (int o = 0; o < O; o++) {
                float s = 0;
                for (int ky = 0; ky < 3; ky++)
                    for (int kx = 0; kx < 3; kx++) {
                        const int iy = y + ky - 1, ix = x + kx - 1;
                        if (iy < 0 || iy >= 14 || ix < 0 || ix >= 14) continue;
                        for (int c = 0; c < C; c++) s += in[iy][ix][c] * f[ky][kx][c][o];
                    }
                out[y][x][o] = s > 0 ? s : 0;
            }
}

// Sizes that are given stay: 4 x 3 tiles with remainders.
// GIVEN: tasks            12
// GIVEN: check: ok
wsp_workload void given(const float in[H][W], float out[H][W])
{
    for (wsp_tile(13) int y = 0; y < H; y++)
        for (wsp_tile(32) int x = 0; x < W; x++) {
            out[y][x] = in[y][x];
            if (y > 0 && x > 0 && y < H - 1 && x < W - 1) out[y][x] += in[y - 1][x - 1] * in[y + 1][x + 1];
        }
}
