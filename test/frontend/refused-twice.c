// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Annotations that are repeated or contradict each other.
#include <ptowsp/ptowsp.h>
// CHECK-DAG: :[[#@LINE+1]]:12: error: a function is a kernel or a workload, not both
wsp_kernel wsp_workload void both(float a[8]) { a[0] = 1; }
// CHECK-DAG: :[[#@LINE+3]]:28: error: a parameter has one of wsp_in, wsp_out and wsp_inout
// CHECK-DAG: :[[#@LINE+2]]:55: error: 'wsp_in' is given twice
// CHECK-DAG: :[[#@LINE+1]]:74: error: 'wsp_out' on a const array, which cannot be written
wsp_workload void w(wsp_in wsp_out float A[8], wsp_in wsp_in float B[8], wsp_out const float C[8]) {
// CHECK-DAG: :[[#@LINE+1]]:20: error: 'wsp_tile' is given twice
  for (wsp_tile(4) wsp_tile(2) int i = 0; i < 8; i++) A[i] = B[i] + C[i];
}
