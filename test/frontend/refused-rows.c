// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A row is not a value.
#include <ptowsp/ptowsp.h>
static float first(const float x[8]) { return x[0]; }
wsp_kernel void k(float a[4][8], int n) {
// CHECK: :[[#@LINE+1]]:14: error: an array is used as a value; subscript it
  a[0][0] = !a[1];
// CHECK: :[[#@LINE+1]]:13: error: an array is used as a value; subscript it
  a[0][1] = a[1] ? 1 : 2;
// CHECK: :[[#@LINE+1]]:19: error: a choice between arrays is not part of the language; write if and else
  a[0][2] = first(n ? a[0] : a[1]);
}
