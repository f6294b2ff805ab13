// Where tile instructions take longer than the scalar code, a remark says so; the kernel keeps them,
// as code generators take nothing else, unless the pass is told otherwise.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' 2>&1 | FileCheck %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops{fastest=true}' 2>&1 \
// RUN:   | FileCheck %s --check-prefix=FASTEST
#include <ptowsp/ptowsp.h>

// CHECK:       remark: kernel 'steps' is slow: tile instructions take {{[0-9]+}} cycles, of {{[0-9]+}} elements at most, and the scalar code {{[0-9]+}}
// CHECK-LABEL: wsp.kernel @steps(
// CHECK-NOT:   wsp.scalar
// CHECK:       pto.tmul
// FASTEST:     remark: kernel 'steps' stays scalar: tile instructions take {{[0-9]+}} cycles
// FASTEST:     wsp.kernel @steps({{.*}}wsp.scalar = "tile instructions take
// FASTEST-NOT: pto.
wsp_kernel
void steps(wsp_inout float x[600][2], wsp_in const float a[2])
{
    for (int t = 1; t < 600; t++)
        for (int i = 0; i < 2; i++)
            x[t][i] = x[t][i] * a[i] + x[t - 1][i] * x[t - 1][i];
}

// No remark about what takes no longer than to start a task.
// CHECK-NOT:   remark
// FASTEST:     wsp.kernel @one(
// FASTEST:     pto.tload
wsp_kernel
void one(wsp_inout float x[2])
{
    for (int i = 0; i < 2; i++) x[i] += 1;
}
