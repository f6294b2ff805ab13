// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A bound may call functions of scalars; one that reads arrays is computed before the loop.
#include <ptowsp/ptowsp.h>
static int half(int n) { return n / 2; }
static int first(const int *p) { return p[0]; }
wsp_kernel void k(float a[8], const int p[8], int n) {
  for (int i = 0; i < half(n); i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:23: error: read this into a scalar before the loop; a bound is evaluated once
  for (int i = 0; i < first(p); i++) a[i] = 1;
}
