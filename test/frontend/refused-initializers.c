// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Initializers are values in order, or with designators that name elements by constants.
#include <ptowsp/ptowsp.h>
#include <math.h>
wsp_kernel void k(float a[8]) {
// CHECK: :[[#@LINE+1]]:17: error: a designator names elements by constants, [i], [i][j] or [i ... j]
  float t[4] = {[0 ... 2] = exp(a[1])};
// CHECK: :[[#@LINE+1]]:15: error: a string is not part of the language; write an array of numbers
  char s[4] = "abc";
// CHECK: :[[#@LINE+1]]:23: error: the array has no element for this value
  float x[2] = {1, 2, 3};
  a[0] = t[2] + s[0] + x[0];
}
