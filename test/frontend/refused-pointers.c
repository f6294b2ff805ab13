// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Pointers are refused wherever they appear.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8][8], int n) {
// CHECK: :[[#@LINE+1]]:3: error: pointers are not part of the language; declare an array, or subscript the one meant
  float *p = a[0];
// CHECK: :[[#@LINE+1]]:3: error: pointers are not part of the language; write A[0] for *A
  *a[1] = 2;
// CHECK: :[[#@LINE+1]]:13: error: pointers are not part of the language; write A[0] for *A
  a[0][0] = *a[1];
// CHECK: :[[#@LINE+1]]:13: error: pointers are not part of the language; write A[0] for *A
  a[0][1] = *(a[2] + 3);
// CHECK: :[[#@LINE+1]]:19: error: an address is only an argument: &A[i][j] names a slice in a call
  a[0][2] = (long)&a[1][1];
// CHECK: :[[#@LINE+2]]:13: error: an array is used as a value; subscript it
// CHECK: :[[#@LINE+1]]:18: error: an array is used as a value; subscript it
  a[0][3] = a == a;
// CHECK: :[[#@LINE+1]]:4: error: a choice between arrays is not part of the language; write if and else
  (n ? a[0] : a[1])[0] = 1;
// CHECK: :[[#@LINE+1]]:3: error: write the array before the brackets
  1[a][0] = 3;
// CHECK: :[[#@LINE+1]]:3: error: pointers are not part of the language; declare an array, or subscript the one meant
  void (*f)(void) = 0;
// CHECK: :[[#@LINE+1]]:3: error: only functions are called, by their names
  f();
}
