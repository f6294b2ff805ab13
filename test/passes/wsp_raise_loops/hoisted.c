// What is the same in all iterations of a loop that is kept stands in front of it.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=OK
#include <ptowsp/ptowsp.h>

// Places that are counted, and an array that nobody writes.
// CHECK-LABEL: wsp.kernel @mirrored(
// CHECK:       pto.tci
// CHECK:       pto.tload %w
// CHECK:       scf.for %n
// CHECK-NOT:   pto.tci
// CHECK:       pto.tgather
// CHECK-LABEL: wsp.kernel @updated(
wsp_kernel static void mirrored(const float x[90][16], const float w[16], float y[90][16], float s)
{
    for (int n = 1; n < 90; n++)
        for (int k = 0; k < 16; k++)
            y[n][k] = y[n - 1][k] * s + x[n][15 - k] * w[k];
}

// Not an array that the loop itself writes.
// CHECK:       scf.for %n
// CHECK:       pto.tload %w
// CHECK:       pto.tstore %{{.*}}, %w
wsp_kernel static void updated(const float x[90][16], float w[16])
{
    for (int n = 0; n < 90; n++)
        for (int k = 0; k < 16; k++)
            w[k] = w[k] * 0.5f + x[n][k] * w[k];
}

// OK: check: ok
wsp_workload void all(const float x[90][16], float w[16], float y[90][16])
{
    mirrored(x, w, y, 0.25f);
    updated(x, w);
}
