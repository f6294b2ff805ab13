// RUN: rm -rf %t && ptowsp-translate --target=a2a3sim_codegen -o %t/new/deeper/tree %s
// RUN: FileCheck %s < %t/new/deeper/tree/kernels/orchestration/pto_wsp_orch.cpp
// RUN: touch %t/file && %exits 1 ptowsp-translate --target=a2a3sim_codegen -o %t/file/tree %s 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: error: cannot {{.*}}file

// Directories above the tree are made, and the hook for schedulers stands in every tree.
// CHECK: TODO_PTO_RUNTIME_MULTI_AICPU_DISPATCH
// CHECK: if (pto_wsp_select_aicpu_scheduler_id(task, 0) != 0)
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void k(wsp_inout float y[N]) { for (int i = 0; i < N; i++) y[i] += 1; }
wsp_workload void w(wsp_inout float y[N]) { k(y); }
