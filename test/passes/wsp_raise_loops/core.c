// RUN: ptowsp-translate --import-c %s | ptowsp-opt --wsp-raise-loops 2> %t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WISH --input-file=%t.err
// WISH-NOT: fitting
// WISH: warning: the wish for core 'aic' cannot be honoured: the tile instructions of this kernel run on 'aiv' only, which is used
// WISH-NOT: warning
#include <math.h>
#include <ptowsp/ptowsp.h>

// A wish that fits what the kernel does.
// CHECK-LABEL: wsp.kernel @fitting({{.*}} {core = "aiv"}
wsp_kernel wsp_core(aiv)
void fitting(wsp_inout float x[64])
{
    for (int i = 0; i < 64; i++)
        x[i] = -x[i];
}

// A wish that the instructions do not allow is reported.
// CHECK-LABEL: wsp.kernel @conflicting({{.*}} {core = "aiv"}
wsp_kernel wsp_core(aic)
void conflicting(wsp_inout float x[64])
{
    for (int i = 0; i < 64; i++)
        x[i] = -x[i];
}

// A kernel that stays scalar keeps the wish.
// CHECK-LABEL: wsp.kernel @scalar({{.*}} {core = "aic", wsp.scalar = "no tile instruction for math.sin"}
wsp_kernel wsp_core(aic)
void scalar(wsp_inout float x[64])
{
    for (int i = 0; i < 64; i++)
        x[i] = sinf(x[i]);
}
