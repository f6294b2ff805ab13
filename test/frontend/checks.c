// RUN: ptowsp-run %s 2>&1 | FileCheck %s

// What is read unwritten, written in part, or not used, with the elements and both places.
#include <ptowsp/ptowsp.h>
enum { N = 16, T = 4 };
wsp_kernel static void k(wsp_in const float a[T], wsp_in const float unused[T], wsp_out float b[T]) {
  // CHECK-DAG: checks.c:[[#@LINE-1]]:{{[0-9]+}}: warning: 'unused' is declared wsp_in, but it is never read
  // CHECK-DAG: checks.c:[[#@LINE+1]]:3: note: 't' is declared here
  float t[T][2], s;
  for (int i = 1; i < T; i++) t[i][0] = a[i];
  // CHECK-DAG: checks.c:[[#@LINE+1]]:38: warning: 't' is read here, but its elements [0, 0][0, 0] have not been written before
  for (int i = 0; i < T; i++) b[i] = t[i][0];
  // CHECK-DAG: checks.c:[[#@LINE+2]]:3: warning: 's' is read here before it has a value
  // CHECK-DAG: checks.c:[[#@LINE-5]]:18: note: 's' is declared here
  s += a[0];
  b[0] = s;
}
wsp_workload void w(wsp_in const float A[N], wsp_out float B[N]) {
  // CHECK-DAG: checks.c:[[#@LINE-1]]:46: warning: 'B' is declared wsp_out, but of its elements [12, 15] not all are written
  // CHECK-DAG: checks.c:[[#@LINE+1]]:3: warning: 'left' is written, but never read
  float left[N];
  for (int i = 0; i < N - T; i += T) k(wsp_at(A, i), wsp_at(A, i), wsp_at(B, i));
  k(A, A, left);
}
