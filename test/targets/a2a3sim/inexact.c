// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: FileCheck %s --input-file=%t.tree/kernels/orchestration/pto_wsp_orch.cpp

// Under a condition that is not affine, a dependence may name a task that is not submitted.
// CHECK:      // -1 for values of the loops that submit no task.
// CHECK-NEXT: auto step_id_or_none = [&](int64_t i, int64_t j) -> int {
// CHECK-NEXT:   return i < 1 || i > 3 || j < 1 || j > 3 ? -1 : step_id(i, j);
// CHECK:      if (i * j > 2) {
// CHECK:      if (const int from = step_id_or_none(i, {{.*}}); from >= 0 && !graph.edge(from, task))
// CHECK-NEXT:   return graph.fail("cannot add an edge");
#include <ptowsp/ptowsp.h>

wsp_kernel static void step(wsp_inout float x[8])
{
    for (int i = 0; i < 8; i++) x[i] += 1;
}

wsp_workload void some(wsp_inout float x[4][8])
{
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
            if (i * j > 2) step(x[i]);
}
