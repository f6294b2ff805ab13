// A load whose place only a condition on data keeps within the array is of some other element
// where it does not hold.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 90, NZ = 5 };
wsp_kernel static void ell(const float v[NZ][N], const int32_t col[NZ][N], const float x[N], float y[N]) {
    for (int i = 0; i < N; i++) {
        float s = 0;
        for (int k = 0; k < NZ; k++) {
            int c = col[k][i] * 20;
            if (c >= 0 && c < N)
                s += v[k][i] * x[c];
        }
        y[i] = s;
    }
}
wsp_kernel static void step(const int16_t at[N], const int16_t x[N], int16_t y[N]) {
    for (int i = 0; i < N; i++)
        y[i] = at[i] + i < N && at[i] + i >= 0 ? x[at[i] + i] : -1;
}
wsp_workload void w(const float v[NZ][N], const int32_t col[NZ][N], const float x[N], float y[N], const int16_t at[N],
                    const int16_t s[N], int16_t t[N]) {
    ell(v, col, x, y);
    step(at, s, t);
}
