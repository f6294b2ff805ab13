// Loops that run in order stay as they are around the instructions of one iteration.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>

// Of an elimination, rows and columns below the pivot: those of the triangle alone change, and what
// the masks leave out does not count as a dependence.
// CHECK-LABEL: wsp.kernel @eliminate(
// CHECK: scf.for %k = %c0 to %c79
// CHECK: pto.tmul %{{.*}} : !pto.tile<79x79xf32, ub>
// CHECK: pto.tsel %{{.*}} !pto.tile<79x79xf32, ub>
// CHECK-NOT: scf.for
// CHECK: wsp.kernel @forward(
wsp_kernel
void eliminate(wsp_inout float a[80][80])
{
    for (int k = 0; k < 79; k++)
        for (int i = k + 1; i < 80; i++)
            for (int j = k + 1; j < 80; j++)
                a[i][j] -= a[i][k] * a[k][j];
}

// A loop that is kept has the bounds it had.
// CHECK: scf.for %i = %c1 to %c300
// CHECK-NEXT: wsp.at %b[%i, %c0]
// CHECK-NEXT: scf.for %k = %c0 to %i
// CHECK-NOT: pto.tsel
// CHECK: wsp.kernel @paths(
wsp_kernel
void forward(wsp_in const float l[300][300], wsp_inout float b[300][8])
{
    for (int i = 0; i < 300; i++)
        for (int k = 0; k < i; k++)
            for (int j = 0; j < 8; j++)
                b[i][j] -= l[i][k] * b[k][j];
}

// Row k and column k are what the others depend on: they go between those before and behind them.
// CHECK: scf.for %k = %c0
// CHECK-COUNT-9: pto.tstore %{{.*}}, %d : !pto.tile<16x16xf32, ub>
// CHECK-NOT: pto.tstore
// CHECK: wsp.kernel @after(
wsp_kernel
void paths(wsp_inout float d[16][16])
{
    for (int k = 0; k < 16; k++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                d[i][j] = fminf(d[i][j], d[i][k] + d[k][j]);
}

// The same where it is known.
// CHECK-NOT: scf.for
// CHECK-COUNT-3: pto.tstore
wsp_kernel
void after(wsp_inout float d[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++)
            d[i][j] -= d[3][j];
}
