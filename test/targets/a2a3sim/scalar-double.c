// A kernel that stays scalar is refused in the remark's words, whatever its arguments are.
// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t %s 2>&1 | FileCheck %s
// CHECK: remark: kernel 'twice' stays scalar: the vector unit has no elements of type f64 (double); write float
// CHECK: error: a kernel of tile instructions is needed: kernel 'twice' stays scalar: the vector unit has no elements of type f64 (double); write float
#include <ptowsp/ptowsp.h>

wsp_kernel static void twice(wsp_in const double x[64], wsp_out double y[64])
{
    for (int i = 0; i < 64; i++) y[i] = x[i] * 2;
}

wsp_workload void w(wsp_in const double x[64], wsp_out double y[64]) { twice(x, y); }
