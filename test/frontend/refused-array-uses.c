// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Arrays are named, subscripted and passed; they are no values, and nothing is computed with their places.
#include <ptowsp/ptowsp.h>
static const float *second(const float a[8]) { return a + 1; }
wsp_kernel void k(float a[8], float b[8][8], int n) {
// CHECK: :[[#@LINE+1]]:10: error: write the array before the brackets
  a[0] = 2[a];
// CHECK: :[[#@LINE+1]]:25: error: pointers are not part of the language; compare or subtract subscripts
  const float *p = a + (a == b[0]);
// CHECK: :[[#@LINE+1]]:10: error: a function cannot return an array; pass the array as a parameter
  a[1] = second(a)[0];
// CHECK: :[[#@LINE+1]]:11: error: an array is used as a value; subscript it
  a[2] = !b;
// CHECK: :[[#@LINE+1]]:16: error: an array of variable size has no initializer; assign in a loop
  float t[n] = {};
}
wsp_kernel void l(float a[8]) {
  float *p = a;
// CHECK: :[[#@LINE+1]]:3: error: the pointer 'p' is changed; subscript the array itself, with a variable that changes
  p = a + 1;
  p[0] = 1;
}
