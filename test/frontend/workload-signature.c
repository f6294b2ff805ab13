// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A workload has arrays and integers, and says how its tasks are scheduled.
#include <ptowsp/ptowsp.h>
wsp_workload wsp_dispatch("round_robin", 2 * 2) wsp_task_window(8192, "stall")
void w(wsp_in const float A[4][8], wsp_out float B[4][8], int n, unsigned char m) {
  if (n > m) B[0][0] = A[0][0];
}

// CHECK-LABEL: wsp.workload @w(%A: in memref<4x8xf32>, %B: out memref<4x8xf32>, %n: value i32, %m: value i8) dispatch {n = 4 : i64, policy = "round_robin"} task_window {mode = "stall", size = 8192 : i64}
