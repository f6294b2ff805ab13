// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A tile fits a parameter with its rows, elements and at most its dimensions.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(float a[4][8]) { a[0][0] = 1; }
wsp_kernel static void l(const int a[8]) { (void)a; }
wsp_kernel static void v(const float a[2][4][8]) { (void)a; }
static float first(const double a[2][8]) { return (float)a[0][0]; }
wsp_workload void w(float A[8][16], const float B[8][8], unsigned C[8], float D[8][6][8], wsp_out float E[2]) {
// CHECK: :[[#@LINE+1]]:5: error: 'A' has rows of 16 elements, the parameter 'a' of 8
  k(wsp_at(A, 0, 0));
// CHECK: refused-tiles.c:5:26: note: the parameter 'a' is declared here
// CHECK: :[[#@LINE+1]]:5: error: the elements of 'C' are not of type 'int', as those of 'a'
  l(wsp_at(C, 0));
// CHECK: :[[#@LINE+1]]:5: error: the argument has 2 dimensions, the parameter 'a' has 3
  v(wsp_at(B, 0, 0));
// CHECK: :[[#@LINE+1]]:5: error: 'D' has rows of 6 elements, the parameter 'a' of 4
  v(wsp_at(D, 0, 0, 0));
// CHECK: :[[#@LINE+1]]:16: error: the elements of 'B' are not of type 'double', as those of 'a'
  E[0] = first(wsp_at(B, 0, 0));
// CHECK: :[[#@LINE+1]]:5: error: wsp_at needs one index for each of the 3 dimensions of 'D'
  k(wsp_at(D, 0, 0));
}
