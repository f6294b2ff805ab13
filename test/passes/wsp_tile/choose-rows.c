// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not="stays scalar"

// The number of columns a row needs depends on where its tile begins: no tile is taken for the
// first one, whose columns are constant.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { S = 32, D = 16 };
wsp_workload void causal(const float Q[S][D], const float K[S][D], const float V[S][D], float O[S][D])
{
    for (int i = 0; i < S; i++) {
        float p[S], m = -INFINITY, l = 0;
        for (int j = 0; j <= i; j++) {
            p[j] = 0;
            for (int d = 0; d < D; d++) p[j] += Q[i][d] * K[j][d];
            m = fmaxf(m, p[j]);
        }
        for (int j = 0; j <= i; j++) { p[j] = expf(p[j] - m); l += p[j]; }
        for (int d = 0; d < D; d++) {
            float s = 0;
            for (int j = 0; j <= i; j++) s += p[j] * V[j][d];
            O[i][d] = s / l;
        }
    }
}
