// Attention with fewer heads of keys than of queries, causal, all heads in one kernel: heads are loops around the
// products, the mask is a choice of the vector unit.
// RUN: ptowsp-run --check %s 2>&1 | FileCheck %s
// CHECK: remark: kernel 'causal' {{.*}} is split into 'causal_0' (cube, line {{.*}}), 'causal_1' (vector, {{.*}}), 'causal_2' (cube, {{.*}}), with 2 arrays
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { T = 17, D = 12, H = 4, G = 2 };

wsp_kernel
static void causal(wsp_in const float q[H][T][D], wsp_in const float k[G][T][D], wsp_in const float v[G][T][D], wsp_out float o[H][T][D])
{
    for (int h = 0; h < H; h++) {
        float s[T][T];
        for (int i = 0; i < T; i++)
            for (int j = 0; j < T; j++) {
                float d = 0;
                for (int x = 0; x < D; x++)
                    d += q[h][i][x] * k[h / 2][j][x];
                s[i][j] = j <= i ? d * 0.3f : -1e30f;
            }
        for (int i = 0; i < T; i++) {
            float m = -1e30f, sum = 0;
            for (int j = 0; j < T; j++)
                m = fmaxf(m, s[i][j]);
            for (int j = 0; j < T; j++) {
                s[i][j] = expf(s[i][j] - m);
                sum += s[i][j];
            }
            for (int j = 0; j < T; j++)
                s[i][j] /= sum;
        }
        for (int i = 0; i < T; i++)
            for (int x = 0; x < D; x++) {
                o[h][i][x] = 0;
                for (int j = 0; j < T; j++)
                    o[h][i][x] += s[i][j] * v[h / 2][j][x];
            }
    }
}

wsp_workload
void run(wsp_in const float q[H][T][D], wsp_in const float k[G][T][D], wsp_in const float v[G][T][D], wsp_out float o[H][T][D])
{
    causal(q, k, v, o);
}
