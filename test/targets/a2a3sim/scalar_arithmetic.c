// RUN: rm -rf %t.tree
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: FileCheck %s < %t.tree/kernels/aic/heads.cpp

// Divisions that round, extremes and narrow integers are functions of the kernel, for its scalar unit.
#include <ptowsp/ptowsp.h>

// CHECK: __aicore__ inline int64_t floor_div(int64_t a, int64_t b) {
// CHECK: kernel_entry
// CHECK: k + floor_div(h, 4) * 512
wsp_kernel static void heads(const float q[8][32], const float k[2][16][32], float y[8][16])
{
    for (int h = 0; h < 8; h++)
        for (int t = 0; t < 16; t++) {
            float s = 0;
            for (int d = 0; d < 32; d++)
                s += q[h][d] * k[h / 4][t][d];
            y[h][t] = s;
        }
}

wsp_workload void w(const float q[8][32], const float k[2][16][32], float y[8][16]) { heads(q, k, y); }
