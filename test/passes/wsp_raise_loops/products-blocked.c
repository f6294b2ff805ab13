// A product larger than the memories of the cube is multiplied in blocks.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
// RUN: ptowsp-run --check %s --workload=run | FileCheck --check-prefix=DATA %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops,pto-plan-memory' | FileCheck --check-prefix=PLAN %s
#include <ptowsp/ptowsp.h>

// DATA: check: ok

// Full blocks in a loop, the rests behind it; along k the blocks accumulate in L0C.
// CHECK-LABEL: wsp.kernel @blocks(
// CHECK: scf.for %[[I:[^ ]*]] = %{{.*}} to %{{.*}} step
// CHECK: wsp.at %a[%[[I]], %{{.*}}]
// CHECK: %[[P:.*]] = pto.tmatmul
// CHECK: pto.tmatmul_acc %[[P]]
// CHECK: pto.tstore
// CHECK: }
// CHECK: pto.tmatmul
// CHECK: pto.tstore

// Two blocks of a factor have places of their own, so that one is loaded while the other is used.
// PLAN-LABEL: wsp.kernel @blocks(
// PLAN: pto.tmov {{.*}}{addr = 0 : i64}{{.*}}l0a
// PLAN: pto.tmov {{.*}}{addr = [[#%u,SECOND:]] : i64}{{.*}}l0a
// PLAN: pto.tmov {{.*}}{addr = 0 : i64}{{.*}}l0a
wsp_kernel
void blocks(wsp_in const float a[4000][260], wsp_in const float b[260][100],
            wsp_inout float c[4000][100])
{
    for (int i = 0; i < 4000; i++)
        for (int k = 0; k < 260; k++)
            for (int j = 0; j < 100; j++)
                c[i][j] += a[i][k] * b[k][j];
}

wsp_workload
void run(wsp_in const float a[4000][260], wsp_in const float b[260][100], wsp_inout float c[4000][100])
{
    blocks(a, b, c);
}
