// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A pointer names a part of an array for good; what else pointers do is refused.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8][8], int n) {
  float *p = a[0];
// CHECK: :[[#@LINE+1]]:4: error: the pointer 'p' is changed; subscript the array itself, with a variable that changes
  *p++ = 2;
// CHECK: :[[#@LINE+1]]:3: error: give the pointer 'q' the array it is about, here; or subscript that
  float *q;
// CHECK: :[[#@LINE+1]]:14: error: this is not an array or a part of one; write A, A[i] or &A[i][j]
  float *r = 0;
// CHECK: :[[#@LINE+1]]:3: error: 's' would be another name of the scalar 'n'; write that
  int *s = &n;
// CHECK: :[[#@LINE+1]]:14: error: a cast between pointers is not part of the language; write wsp_at(A, i, j)
  float *t = (float *)a;
// CHECK: :[[#@LINE+1]]:19: error: an address is only an argument: &A[i][j] names a slice in a call
  a[0][2] = (long)&a[1][1];
// CHECK: :[[#@LINE+1]]:4: error: a choice between arrays is not part of the language; write if and else
  (n ? a[0] : a[1])[0] = 1;
// CHECK: :[[#@LINE+1]]:7: error: pointers are not part of the language; compare or subtract subscripts
  if (a[0] == a[1]) n = 1;
// CHECK: :[[#@LINE+1]]:3: error: function pointers are not part of the language; call functions by their names
  void (*f)(void) = 0;
}
