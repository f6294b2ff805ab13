// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// volatile, static, extern and thread-local variables are refused.
#include <ptowsp/ptowsp.h>
// CHECK: :[[#@LINE+1]]:19: error: volatile arrays are not part of the language
wsp_kernel void k(volatile float a[8]) { a[0] = 1; }
wsp_kernel void l(float a[8]) {
// CHECK: :[[#@LINE+1]]:3: error: volatile is not part of the language
  volatile int v = 1;
// CHECK: :[[#@LINE+1]]:3: error: a static variable keeps a value between calls; make it const, or a parameter
  static int s = 1;
// CHECK: :[[#@LINE+1]]:3: error: an extern variable is not part of the language; make it a parameter
  extern int e;
// CHECK: :[[#@LINE+1]]:3: error: a static variable keeps a value between calls; make it const, or a parameter
  static _Thread_local int t = 2;
  a[v] = s + e + t;
}
