// A scalar counted in 64 bits keeps its width for what is computed of it.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
wsp_kernel static void scale(const float x[8][16], float y[6][8][16]) {
    for (int64_t t = 0; t < 6; t++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 16; j++)
                y[t][i][j] = x[i][j] * (float)((t ^ 5) + (t << 1));
}
wsp_workload void w(const float x[8][16], float y[6][8][16]) { scale(x, y); }
