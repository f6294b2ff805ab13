// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A bound that calls a function is computed before the loop.
#include <ptowsp/ptowsp.h>
static int half(int n) { return n / 2; }
wsp_kernel void k(float a[8], int n) {
// CHECK: :[[#@LINE+1]]:23: error: read this into a scalar before the loop; a bound is evaluated once
  for (int i = 0; i < half(n); i++) a[i] = 1;
}
