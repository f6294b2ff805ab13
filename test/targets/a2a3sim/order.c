// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: FileCheck %s --input-file=%t.tree/kernels/orchestration/pto_wsp_orch.cpp

// A task that waits for many gets a loop over them; one that overwrites waits for the readers.
// CHECK:      FUNC_sum, CoreType::AIV);
// CHECK:      for (int64_t from_i = 0; from_i <= 3; from_i += 1) {
// CHECK-NEXT:   if (!graph.edge(set_id(from_i), task))
// CHECK:      // WAW on x; WAR on x
// CHECK:      if (!graph.edge(sum_id, task))
#include <ptowsp/ptowsp.h>

wsp_kernel static void set(wsp_out float x[8]) { for (int i = 0; i < 8; i++) x[i] = 1; }

wsp_kernel static void sum(wsp_in const float x[4][8], wsp_out float y[8])
{
    for (int i = 0; i < 8; i++) y[i] = x[0][i] + x[1][i] + x[2][i] + x[3][i];
}

wsp_workload void order(wsp_out float x[4][8], wsp_out float y[8])
{
    for (int i = 0; i < 4; i++) set(x[i]);
    sum(x, y);
    set(x[2]);
}
