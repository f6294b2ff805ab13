// Online softmax over blocks of keys, in one kernel: the loop over the blocks goes around the tasks, whose
// views of keys and values move with it, so that their regions stay exact.
// RUN: ptowsp-run --check %s 2>&1 | FileCheck %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,cse,wsp-split-kernels,cse' | FileCheck --check-prefix=VIEW %s
// CHECK-NOT: is not exactly a box
// CHECK: check: ok
// VIEW-LABEL: wsp.workload @run(
// VIEW: scf.for %j0
// VIEW: %[[BLOCK:.*]] = arith.muli %j0, %c16
// VIEW: %[[AT:.*]] = arith.addi %c0, %[[BLOCK]]
// VIEW: wsp.at %k[%[[AT]], %c0]
// VIEW: wsp.task @flash_1(
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { T = 16, D = 8, N = 64 };

wsp_kernel
static void flash(wsp_in const float q[T][D], wsp_in const float k[N][D], wsp_in const float v[N][D], wsp_out float o[T][D])
{
    float m[T], l[T];
    for (int i = 0; i < T; i++) {
        m[i] = -1e30f;
        l[i] = 0;
        for (int x = 0; x < D; x++)
            o[i][x] = 0;
    }
    for (int j0 = 0; j0 < N; j0 += 16) {
        float s[T][16];
        for (int i = 0; i < T; i++)
            for (int j = 0; j < 16; j++) {
                float d = 0;
                for (int x = 0; x < D; x++)
                    d += q[i][x] * k[j0 + j][x];
                s[i][j] = d * 0.35f;
            }
        for (int i = 0; i < T; i++) {
            float old = m[i], sum = 0;
            for (int j = 0; j < 16; j++)
                m[i] = fmaxf(m[i], s[i][j]);
            for (int j = 0; j < 16; j++) {
                s[i][j] = expf(s[i][j] - m[i]);
                sum += s[i][j];
            }
            l[i] = l[i] * expf(old - m[i]) + sum;
            for (int x = 0; x < D; x++)
                o[i][x] *= expf(old - m[i]);
        }
        for (int i = 0; i < T; i++)
            for (int x = 0; x < D; x++)
                for (int j = 0; j < 16; j++)
                    o[i][x] += s[i][j] * v[j0 + j][x];
    }
    for (int i = 0; i < T; i++)
        for (int x = 0; x < D; x++)
            o[i][x] /= l[i];
}

wsp_workload
void run(wsp_in const float q[T][D], wsp_in const float k[N][D], wsp_in const float v[N][D], wsp_out float o[T][D])
{
    flash(q, k, v, o);
}
