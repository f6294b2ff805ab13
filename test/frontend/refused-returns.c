// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// An inlined function returns once, at its end.
#include <ptowsp/ptowsp.h>
static int sign(int x) {
// CHECK: :[[#@LINE+1]]:14: error: return may only be the last statement of a function
  if (x < 0) return -1;
  return 1;
}
static int none(int x) {
// CHECK: :[[#@LINE+3]]:10: error: return may only be the last statement of a function
// CHECK: :[[#@LINE+2]]:25: error: return may only be the last statement of a function
// CHECK: :[[#@LINE+1]]:3: error: the last statement of 'none' must return its value
  if (x) return 1; else return 2;
}
static long double wide(int x) { return x; }
wsp_kernel void k(int a[8]) {
  a[0] = sign(a[1]);
  a[1] = none(a[1]);
// CHECK: :[[#@LINE+1]]:10: error: the type 'long double' is not part of the language
  a[2] = wide(a[2]);
}
