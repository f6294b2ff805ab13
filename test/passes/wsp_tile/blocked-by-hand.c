// Blocks written by hand are cut before the last one, which is shorter: all extents are constant.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --cse --wsp-tile=nests=keep --canonicalize | FileCheck %s
#include <ptowsp/ptowsp.h>

// CHECK: scf.for %b = %c0 to %c65 step %c32
// CHECK-NEXT: arith.addi %b, %c32
// CHECK-NEXT: scf.for %i = %b to %0 step
// CHECK-NOT: arith.select
// CHECK: scf.for %b = %c96 to %c97 step %c32
// CHECK-NEXT: scf.for %i = %b to %c100 step %c1
wsp_workload void blocked(wsp_in const float x[100], wsp_out float y[100])
{
    for (int b = 0; b < 100; b += 32)
        for (int i = b; i < (b + 32 < 100 ? b + 32 : 100); i++)
            y[i] = x[i] + x[99 - i];
}
