// Accumulations that are written as choices, of integers, and one iteration after the other.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>
#include <stdint.h>

// The place of a maximum: the first count where the row has it, if it is greater than what was there.
// CHECK-LABEL: wsp.kernel @place(
// CHECK: %[[M:.*]] = pto.trowmax
// CHECK: %[[BETTER:.*]] = pto.tcmp gt
// CHECK: pto.tsel %[[BETTER]]
// CHECK: pto.tci
// CHECK: pto.tcmp eq
// CHECK: pto.trowmin
// CHECK: pto.tsel %[[BETTER]]
wsp_kernel
void place(wsp_in const float x[8][32], wsp_out float m[8], wsp_out int32_t at[8])
{
    for (int i = 0; i < 8; i++) {
        float best = x[i][0];
        int32_t j_best = 0;
        for (int j = 1; j < 32; j++)
            if (x[i][j] > best) {
                best = x[i][j];
                j_best = j;
            }
        m[i] = best;
        at[i] = j_best;
    }
}

// A count is summed as singles, which hold it.
// CHECK-LABEL: wsp.kernel @count(
// CHECK: pto.trowsum %{{.*}} : !pto.tile<8x32xf32, ub>
// CHECK-NOT: pto.trowsum
// CHECK: wsp.kernel @sum(
wsp_kernel
void count(wsp_in const float x[8][32], wsp_out int32_t n[8])
{
    for (int i = 0; i < 8; i++) {
        int32_t k = 0;
        for (int j = 0; j < 32; j++)
            k += x[i][j] > 0;
        n[i] = k;
    }
}

// A sum of integers goes in parts of so few bits that none is rounded.
// CHECK-COUNT-2: pto.trowsum %{{.*}} : !pto.tile<8x32xf32, ub>
// CHECK-NOT: pto.trowsum
// CHECK: wsp.kernel @filter(
wsp_kernel
void sum(wsp_in const int32_t x[8][32], wsp_inout int32_t s[8])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 32; j++)
            s[i] += x[i][j];
}

// A recurrence along the rows runs over all rows at once, column by column, in order.
// CHECK-NOT: pto.trowsum
// CHECK-COUNT-3: pto.tmuls %{{.*}} : !pto.tile<1x8xf32, ub>
// CHECK: pto.tstore %{{.*}} : !pto.tile<1x32xf32, ub>
wsp_kernel
void filter(wsp_in const float x[8][4], wsp_out float y[8][4])
{
    for (int i = 0; i < 8; i++) {
        float s = 0;
        for (int j = 0; j < 4; j++) {
            s = s * 0.5f + x[i][j];
            y[i][j] = s;
        }
    }
}
