// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// What a workload does not have.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(float a[8], int n) { a[n] = 1; }
wsp_kernel static void grow(int l[8]) { l[0] += 1; }
wsp_kernel void missing(float a[8]);
wsp_workload void other(float A[8]) { A[0] = 1; }
// CHECK: :[[#@LINE+1]]:18: error: a workload returns void; write results to arrays
wsp_workload int result(float A[8]) { return 1; }
// CHECK: :[[#@LINE+1]]:38: error: a scalar parameter of a workload must be a number; write int
wsp_workload void scalar(float A[8], _Bool x) { A[0] = x; }
wsp_workload void w(float A[8], int L[8]) {
// CHECK: :[[#@LINE+1]]:3: error: the kernel 'missing' has no body in this file
  missing(A);
// CHECK: :[[#@LINE+1]]:23: error: read this into a scalar before the loop; a bound is evaluated once
  for (int i = 0; i < L[0]; i++) grow(L);
// CHECK: :[[#@LINE+1]]:23: error: read this into a scalar before the loop; a bound is evaluated once
  for (int i = 0; i < L[1]; i++) L[i] = 2;
}
