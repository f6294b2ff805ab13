// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: FileCheck %s --input-file=%t.tree/kernels/orchestration/pto_wsp_orch.cpp
// RUN: FileCheck %s --check-prefix=MANIFEST --input-file=%t.tree/manifest.json

// The runtime cannot be told the scheduler of a task: the assignment is computed and recorded.
// CHECK: //   dispatch:    {{.*}}affinity
// CHECK: //   task_window: {{.*}}64 (the graph is built whole before it is launched)
// CHECK: // {{.*}}TODO_PTO_RUNTIME_MULTI_AICPU_DISPATCH
// CHECK: int pto_wsp_select_aicpu_scheduler_id(int task, int64_t assigned) {
// CHECK: if (pto_wsp_select_aicpu_scheduler_id(task, unsigned_mod(b, 3)) != 0)
// MANIFEST: "status": "recorded"
// MANIFEST: "tasks_of_scheduler": [2, 1, 1]
// MANIFEST: "status": "recorded"
// MANIFEST: "size": 64
#include <ptowsp/ptowsp.h>

wsp_kernel static void set(wsp_out float x[8])
{
    for (int i = 0; i < 8; i++) x[i] = 1;
}

wsp_workload wsp_dispatch("affinity", "b", 3) wsp_task_window(64, "stall")
void four(wsp_out float x[4][8])
{
    for (int b = 0; b < 4; b++) set(x[b]);
}
