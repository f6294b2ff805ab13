// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Arguments of annotations.
#include <ptowsp/ptowsp.h>
enum { NEGATIVE = -4 };
wsp_workload void w1(float A[8]) {
// CHECK: :[[#@LINE+1]]:17: error: the tile size must be a positive integer constant
  for (wsp_tile(0) int i = 0; i < 8; i++) A[i] = 1;
// CHECK: :[[#@LINE+1]]:17: error: the tile size must be a positive integer constant
  for (wsp_tile(NEGATIVE) int i = 0; i < 8; i++) A[i] = 1;
// CHECK: :[[#@LINE+1]]:17: error: the tile size must be a positive integer constant
  for (wsp_tile("x") int i = 0; i < 8; i++) A[i] = 1;
// CHECK: :[[#@LINE+1]]:17: error: the tile size must be a positive integer constant
  for (wsp_tile(1.5) int i = 0; i < 8; i++) A[i] = 1;
}
// CHECK: :[[#@LINE+1]]:30: error: the task window must be a positive integer constant
wsp_workload wsp_task_window(0, "stall") void w2(float A[8]) { A[0] = 1; }
// CHECK: :[[#@LINE+1]]:14: error: write wsp_task_window(n, "stall")
wsp_workload wsp_task_window(4) void w3(float A[8]) { A[0] = 1; }
// CHECK: :[[#@LINE+2]]:30: error: the task window must be a positive integer constant
// CHECK: :[[#@LINE+1]]:39: error: the task window mode must be a string
wsp_workload wsp_task_window("stall", 4) void w4(float A[8]) { A[0] = 1; }
// CHECK: :[[#@LINE+1]]:14: error: write wsp_dispatch("round_robin", n)
wsp_workload wsp_dispatch("round_robin") void w5(float A[8]) { A[0] = 1; }
// CHECK: :[[#@LINE+1]]:42: error: the number of schedulers must be a positive integer constant
wsp_workload wsp_dispatch("round_robin", 0) void w6(float A[8]) { A[0] = 1; }
// CHECK: :[[#@LINE+1]]:14: error: write wsp_dispatch("affinity", "key", n)
wsp_workload wsp_dispatch("affinity", 4) void w7(float A[8]) { A[0] = 1; }
// CHECK: :[[#@LINE+1]]:39: error: the affinity key must be a string, the name of a loop variable or parameter
wsp_workload wsp_dispatch("affinity", 4, 4) void w8(float A[8]) { A[0] = 1; }
// CHECK: :[[#@LINE+1]]:27: error: the dispatch policy must be a string
wsp_workload wsp_dispatch(4, 4) void w9(float A[8]) { A[0] = 1; }
