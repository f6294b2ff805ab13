// RUN: %exits 1 ptowsp-run %s --check --size n=20 2>&1 | FileCheck %s

// Directions that the body contradicts and subscripts beyond the arrays, with the elements.
#include <ptowsp/ptowsp.h>
enum { N = 16, T = 4 };
// CHECK-DAG: refused-access.c:[[#@LINE+1]]:26: note: 'a' is declared here
wsp_kernel static void k(wsp_in float a[T][N], wsp_out float b[T][N]) {
  // CHECK-DAG: refused-access.c:[[#@LINE+1]]:59: error: 'a' is declared wsp_in, but it is written here, elements [1, 3][2, 5]; declare it wsp_out
  for (int i = 1; i < T; i++) for (int j = 2; j < 6; j++) a[i][j] = 0;
  // CHECK-DAG: refused-access.c:[[#@LINE+1]]:{{[0-9]+}}: error: 'b' is declared wsp_out, but it is read here before it is written, elements [0, 3][0, 0]; declare it wsp_inout
  for (int i = 0; i < T; i++) b[i][0] += 1;
  float t[T];
  // CHECK-DAG: refused-access.c:[[#@LINE+1]]:32: error: 't' is accessed at 0 to 4 in dimension 0, outside of its 4 elements, first at i = 4
  for (int i = 0; i <= T; i++) t[i] = 1;
  b[0][1] = t[1];
}
wsp_workload void w(int n, wsp_in float A[n][N], wsp_out float B[n][N]) { k(A, B); }
