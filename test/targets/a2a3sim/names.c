// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: FileCheck %s --input-file=%t.tree/kernels/orchestration/pto_wsp_orch.cpp
// RUN: FileCheck %s --check-prefix=KERNEL --input-file=%t.tree/kernels/aiv/class.cpp

// Names that C++ or the emitted file has taken get a number; the others stay the user's.
// CHECK: FUNC_class = 0,
// CHECK: void* const new_2 = graph.copy_in(args[0], 64);
// CHECK: for (int64_t task_2 = 0; task_2 < 2; task_2++)
// CHECK: address(new_2, 4 * (task_2 * 8)), // this: out
// KERNEL: __gm__ float* this_2 = reinterpret_cast<__gm__ float*>(args[0]); // out
// KERNEL: const float template_2 =
#include <ptowsp/ptowsp.h>

wsp_kernel static void class(wsp_out float this[8], float template)
{
    for (int i = 0; i < 8; i++)
        this[i] = template;
}

wsp_workload void namespace(wsp_out float new[2][8])
{
    for (int task = 0; task < 2; task++)
        class(new[task], 3);
}
