// RUN: %exits 1 ptowsp-translate --import-c %s -- -Wno-everything 2>&1 | FileCheck %s

// Annotations that stand where they mean nothing.
#include <ptowsp/ptowsp.h>
// CHECK: :[[#@LINE+1]]:1: error: 'wsp_kernel' belongs on a function
wsp_kernel int global;
// CHECK: :[[#@LINE+1]]:1: error: 'wsp_in' belongs on an array parameter of a kernel or workload
wsp_in int other;
// CHECK: :[[#@LINE+1]]:9: error: 'wsp_tile' belongs on the variable of a for loop in a workload
typedef wsp_tile(4) int word;
// CHECK: :[[#@LINE+1]]:20: error: 'wsp_in' belongs on an array parameter of a kernel or workload
static void helper(wsp_in const float a[8]) { (void)a; }
// CHECK: :[[#@LINE+3]]:12: error: 'wsp_task_window' belongs on a workload
// CHECK: :[[#@LINE+2]]:47: error: 'wsp_tile' belongs on the variable of a for loop in a workload
// CHECK: :[[#@LINE+1]]:71: error: 'wsp_in' belongs on an array parameter of a kernel or workload
wsp_kernel wsp_task_window(4, "stall") void k(wsp_tile(2) float a[8], wsp_in int n) {
  for (int i = 0; i < 8; i++) a[i] = n;
// CHECK: :[[#@LINE+1]]:3: error: 'wsp_tile' belongs on the variable of a for loop in a workload
  wsp_tile(4) int x = 1;
  a[x] = 1;
}
// CHECK: :[[#@LINE+2]]:14: error: 'wsp_core' belongs on a kernel
// CHECK: :[[#@LINE+1]]:35: error: 'wsp_parallel' belongs on the variable of a for loop in a kernel or workload
wsp_workload wsp_core(aic) void w(wsp_parallel float A[8]) {
// CHECK: :[[#@LINE+1]]:3: error: 'wsp_parallel' belongs on the variable of a for loop in a kernel or workload
  wsp_parallel float t = 1;
  A[0] = t;
}
void f(void) {
// CHECK: :[[#@LINE+1]]:8: error: 'wsp_tile' belongs on the variable of a for loop in a workload
  for (wsp_tile(2) int i = 0; i < 8; i++) helper(0);
}
