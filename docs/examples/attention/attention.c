// Causal attention, one head after the other, as one would write it down. No kernel, no tile: what
// runs on the cube, what on the vector cores, and what lies between them, is found in the loops.
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { HEADS = 8, LENGTH = 64, DEPTH = 32 };

wsp_workload
void attention(wsp_in const float Q[HEADS][LENGTH][DEPTH], wsp_in const float K[HEADS][LENGTH][DEPTH],
               wsp_in const float V[HEADS][LENGTH][DEPTH], wsp_out float O[HEADS][LENGTH][DEPTH])
{
    float S[HEADS][LENGTH][LENGTH];
    for (wsp_parallel wsp_tile(1) int h = 0; h < HEADS; h++)
        for (int i = 0; i < LENGTH; i++) {
            float most = -INFINITY, sum = 0;
            for (int j = 0; j < LENGTH; j++) {
                float s = 0;
                for (int d = 0; d < DEPTH; d++)
                    s += Q[h][i][d] * K[h][j][d];
                S[h][i][j] = j <= i ? s / sqrtf(DEPTH) : -INFINITY;
            }
            for (int j = 0; j < LENGTH; j++)
                most = fmaxf(most, S[h][i][j]);
            for (int j = 0; j < LENGTH; j++) {
                S[h][i][j] = expf(S[h][i][j] - most);
                sum += S[h][i][j];
            }
            for (int d = 0; d < DEPTH; d++) {
                float o = 0;
                for (int j = 0; j < LENGTH; j++)
                    o += S[h][i][j] * V[h][j][d];
                O[h][i][d] = o / sum;
            }
        }
}
