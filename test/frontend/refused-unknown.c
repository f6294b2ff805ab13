// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Words that are not of the language at all.
#include <ptowsp/ptowsp.h>
#define ANNOTATE(x) __attribute__((annotate(x)))
// CHECK-DAG: :[[#@LINE+1]]:12: error: there is no annotation 'wsp_fast'
wsp_kernel ANNOTATE("wsp.fast") void k(ANNOTATE("other.tool") float a[8]) { a[0] = 1; }
// CHECK-DAG: :[[#@LINE+1]]:27: error: there is no dispatch policy "nearest"
wsp_workload wsp_dispatch("nearest", 4) void w1(float A[8]) { A[0] = 1; }
// CHECK-DAG: :[[#@LINE+1]]:33: error: there is no task window mode "forever"
wsp_workload wsp_task_window(4, "forever") void w2(float A[8]) { A[0] = 1; }
// CHECK-DAG: :[[#@LINE+1]]:12: error: there is no core type "gpu"
wsp_kernel wsp_core(gpu) void g(float a[8]) { a[0] = 1; }
