// An array that is no table, since a value in it is computed, is not chosen from.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK: remark: kernel 'k' stays scalar: a subscript is not affine in the loops' variables
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(wsp_in const int x[16], wsp_out int y[16]) {
    int t[4] = {1, 2, 3, x[0]};
    for (int i = 0; i < 16; i++)
        y[i] = t[x[i] & 3];
}
wsp_workload void w(wsp_in const int x[16], wsp_out int y[16]) { k(x, y); }
