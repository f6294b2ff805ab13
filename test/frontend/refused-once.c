// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// What is wrong in a function that is called often is one error.
#include <ptowsp/ptowsp.h>
static int next(int x) {
// CHECK: :[[#@LINE+1]]:3: error: a while loop has no known trip count
  while (1) x++;
  return x;
}
wsp_kernel void k(int a[8]) { a[0] = next(1) + next(2); }
wsp_kernel void l(int a[8]) { a[0] = next(3); }
// CHECK: :[[#@LINE+1]]:78: error: this does not change 'lo' by a constant, so that nobody knows how often the loop runs; write for (int i = 0; i < MOST; i++), and leave it with break
wsp_kernel void m(int a[8]) { int lo = 0, hi = 8; while (lo < hi) { a[lo]++; lo = (lo + hi) / 2 + 1; } }
// CHECK-NOT: error:
