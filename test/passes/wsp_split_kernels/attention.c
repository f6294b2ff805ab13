// Attention, row by row in one kernel: products, softmax and division are stages of their own, though they
// stand in one loop; arrays that a row used become arrays of all rows.
// RUN: ptowsp-run --check %s 2>&1 | FileCheck %s
// CHECK: remark: kernel 'attention' {{.*}} is split into 'attention_0' (vector, line {{.*}}), 'attention_1' (cube, {{.*}}), 'attention_2' (vector, {{.*}}), 'attention_3' (cube, {{.*}}), 'attention_4' (vector, {{.*}}), with 5 arrays
// CHECK: tasks 20
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { T = 19, D = 12, H = 4 };

wsp_kernel
static void attention(wsp_in const float q[T][D], wsp_in const float k[T][D], wsp_in const float v[T][D], wsp_out float o[T][D])
{
    for (int i = 0; i < T; i++) {
        float s[T];
        float m = -INFINITY, sum = 0;
        for (int j = 0; j < T; j++) {
            float d = 0;
            for (int x = 0; x < D; x++)
                d += q[i][x] * k[j][x];
            s[j] = d * 0.35f;
            m = fmaxf(m, s[j]);
        }
        for (int j = 0; j < T; j++) {
            s[j] = expf(s[j] - m);
            sum += s[j];
        }
        for (int x = 0; x < D; x++) {
            float d = 0;
            for (int j = 0; j < T; j++)
                d += s[j] * v[j][x];
            o[i][x] = d / sum;
        }
    }
}

wsp_workload
void run(wsp_in const float q[H][T][D], wsp_in const float k[H][T][D], wsp_in const float v[H][T][D], wsp_out float o[H][T][D])
{
    for (wsp_parallel int h = 0; h < H; h++)
        attention(q[h], k[h], v[h], o[h]);
}
