// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: FileCheck %s --input-file=%t.tree/kernels/orchestration/pto_wsp_orch.cpp

// Triangular loops and conditions on loop variables stay what they are.
// CHECK: // {{ *}}6 tasks
// CHECK: for (int64_t i = 0; i < 3; i++) {
// CHECK-NEXT: for (int64_t j = 0; j < i + 1; j++) {
// CHECK: if (j < i) {
// CHECK: FUNC_once
// CHECK: } else {
// CHECK: FUNC_twice
#include <ptowsp/ptowsp.h>

wsp_kernel static void once(wsp_inout float x[8]) { for (int i = 0; i < 8; i++) x[i] += 1; }
wsp_kernel static void twice(wsp_inout float x[8]) { for (int i = 0; i < 8; i++) x[i] += 2; }

wsp_workload void triangle(wsp_inout float x[3][3][8])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < i + 1; j++)
            if (j < i)
                once(x[j][i]);
            else
                twice(x[j][i]);
}
