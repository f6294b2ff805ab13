// RUN: %exits 1 ptowsp-translate --import-c %s -- -Wno-everything 2>&1 | FileCheck %s

// What a task may be given of an array.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(float a[4][8]) { a[0][0] = 1; }
wsp_kernel static void row(float a[8]) { a[0] = 1; }
wsp_workload void w(float A[8][8], float B[8][16], int n) {
// CHECK: :[[#@LINE+1]]:5: error: wsp_at needs one index for each of the 2 dimensions of 'A'
  k(wsp_at(A, n));
// CHECK: :[[#@LINE+1]]:5: error: a cast between pointers is not part of the language; write wsp_at(A, i, j)
  k((float(*)[8])B);
// CHECK: :[[#@LINE+1]]:5: error: a choice between arrays is not part of the language; write if and else
  k(n ? A : &A[1]);
// CHECK: :[[#@LINE+1]]:7: error: a cast between pointers is not part of the language; write wsp_at(A, i, j)
  row((float *)A);
// CHECK: :[[#@LINE+1]]:7: error: a task works on arrays; declare 'n' as an array of one element
  row(&n);
}
