// Parameters that are floats take numbers, of each type; an integer takes integers.
// RUN: ptowsp-run %s --size n=3 --size rate=0.1 --size beta=0.9 --size eps=0.5 --size w=2 --check | FileCheck %s
// RUN: ptowsp-run %s --size n=3 --size rate=-inf --size beta=0x1p-3 --size eps=0 --size w=1e9 --check | FileCheck %s
// CHECK: check: ok
// RUN: not ptowsp-run %s --size n=3.5 --size rate=1 --size beta=1 --size eps=1 --size w=1 2>&1 | FileCheck %s --check-prefix=WHOLE
// WHOLE: error: --size: 'n' takes an integer, not '3.5'
// RUN: not ptowsp-run %s --size n=3 --size rate=a 2>&1 | FileCheck %s --check-prefix=WORD
// WORD: error: option '--size' takes NAME=N, a number, not 'rate=a'
// RUN: not ptowsp-run %s --size n=3 --size rate=1 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: error: parameter 'beta' of the workload needs --size beta=N
#include <ptowsp/ptowsp.h>
wsp_kernel static void step(_Float16 rate, double b, const float g[32], float p[32]) {
    for (int i = 0; i < 32; i++)
        p[i] -= (float)rate * g[i] * (float)b;
}
wsp_workload void train(int n, _Float16 rate, double beta, float eps, __bf16 w, const float g[4][32], float p[4][32]) {
    for (int t = 0; t < n; t++)
        for (int i = 0; i < 4; i++)
            step(rate * (t + 1), beta * beta, g[i], p[i]);
    if (eps > 0.25f)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 32; j++)
                p[i][j] = p[i][j] * eps + (float)w;
}
