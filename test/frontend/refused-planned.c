// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Words of the language that are not built yet are refused by name.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(float a[8]) { a[0] = 1; }
wsp_workload void w1(float A[8]) {
// CHECK: :[[#@LINE+1]]:8: error: 'wsp_scope' is not built yet
  for (wsp_scope int i = 0; i < 8; i++) k(A);
}
// CHECK: :[[#@LINE+1]]:33: error: the task window mode "abort" is not built yet
wsp_workload wsp_task_window(4, "abort") void w3(float A[8]) { k(A); }
// CHECK: :[[#@LINE+1]]:33: error: the task window mode "benchmark" is not built yet
wsp_workload wsp_task_window(4, "benchmark") void w4(float A[8]) { k(A); }
// CHECK: :[[#@LINE+1]]:27: error: the dispatch policy "hash" is not built yet
wsp_workload wsp_dispatch("hash", "i", 4) void w5(float A[8]) { k(A); }
// CHECK: :[[#@LINE+1]]:27: error: the dispatch policy "work_steal" is not built yet
wsp_workload wsp_dispatch("work_steal", 4) void w6(float A[8]) { k(A); }
// CHECK: :[[#@LINE+1]]:27: error: the dispatch policy "least_loaded" is not built yet
wsp_workload wsp_dispatch("least_loaded", 4) void w7(float A[8]) { k(A); }
// CHECK: :[[#@LINE+1]]:27: error: the dispatch policy "custom" is not built yet
wsp_workload wsp_dispatch("custom", k) void w8(float A[8]) { k(A); }
