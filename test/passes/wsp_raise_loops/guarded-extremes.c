// Extremes of some elements only, by choice: the others count as nothing, and it is a reduction.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=OK
// OK-NOT: {{scalar|slow}}
// OK: check: ok
#include <math.h>
#include <stdint.h>
#include <ptowsp/ptowsp.h>
enum { S = 21 };

// Of a triangle, read again from where it was just stored.
// CHECK-LABEL: wsp.kernel @causal(
// CHECK:       pto.trowmax
// CHECK-NOT:   scf.for
// CHECK-LABEL: wsp.kernel @places(
wsp_kernel static void causal(const float s[S][S], float p[S][S], float m[S])
{
    for (int i = 0; i < S; i++) {
        float mx = -INFINITY;
        for (int j = 0; j <= i; j++) {
            p[i][j] = s[i][j] * 0.25f;
            if (p[i][j] > mx) mx = p[i][j];
        }
        m[i] = mx;
    }
}

// The place too, under a condition on data; of integers the least.
// CHECK:       pto.trowmax
// CHECK-NOT:   scf.for
// CHECK-LABEL: wsp.kernel @least(
wsp_kernel static void places(const float s[S][S], const int32_t mask[S][S], int32_t at[S])
{
    for (int i = 0; i < S; i++) {
        float best = -1000;
        int32_t place = -1;
        for (int j = 0; j < S; j++)
            if (mask[i][j] > 0 && s[i][j] > best) {
                best = s[i][j];
                place = j;
            }
        at[i] = place;
    }
}

// CHECK-NOT:   scf.for
// CHECK-LABEL: wsp.workload
wsp_kernel static void least(const int32_t a[S][S], int32_t m[S])
{
    for (int i = 0; i < S; i++) {
        int32_t low = 1000;
        for (int j = 0; j < S; j++)
            if (j != i)
                if (a[i][j] <= low) low = a[i][j];
        m[i] = low;
    }
}

wsp_workload void all(const float s[S][S], const int32_t k[S][S], float p[S][S], float m[S],
                      int32_t at[S], int32_t low[S])
{
    causal(s, p, m);
    places(s, k, at);
    least(k, low);
}
