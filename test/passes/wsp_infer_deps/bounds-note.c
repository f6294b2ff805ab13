// RUN: %exits 1 ptowsp-run %s 2>&1 | FileCheck %s

// What a task does outside of its array is shown at the call, and where its kernel does it.
#include <ptowsp/ptowsp.h>
static float next(const float a[8], int i) {
  // CHECK-DAG: :[[#@LINE+1]]:10: note: the task accesses its 'a' here, at most 8 in dimension 0
  return a[i + 1];
}
wsp_kernel static void shift(const float a[8], float o[8]) {
  // CHECK-DAG: :[[#@LINE+1]]:31: note: the task accesses its 'o' here, at least -1 in dimension 0
  for (int i = 0; i < 8; i++) o[i - 1] = next(a, i);
}
wsp_workload void w(wsp_in const float A[8], wsp_out float B[4][8]) {
  // CHECK-DAG: :[[#@LINE+1]]:3: error: 'A' is accessed at 1 to 8 in dimension 0, outside of its 8 elements
  shift(A, B[0]);
  B[0][7] = 0;
}
