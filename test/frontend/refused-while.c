// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A loop whose iterations cannot be counted.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int n) {
// CHECK: :[[#@LINE+1]]:3: error: a while loop has no known trip count; write for (int i = 0; i < MOST; i++), and leave it with break
  while (1) { a[0] += 1; if (a[0] > 5) break; }
// CHECK: :[[#@LINE+1]]:3: error: a while loop has no known trip count; write for (int i = 0; i < MOST; i++), and leave it with break
  while (a[0] < 100) a[0] *= 2;
  int lo = 0, hi = 7;
// CHECK: :[[#@LINE+1]]:3: error: a while loop has no known trip count; write for (int i = 0; i < MOST; i++), and leave it with break
  while (lo < hi) { if (a[lo] < 5) lo++; else hi--; }
// CHECK: :[[#@LINE+1]]:3: error: a do loop has no known trip count; write for (int i = 0; i < MOST; i++), and leave it with break
  do { if (a[lo] > 0) continue; lo++; } while (lo < n);
// CHECK: :[[#@LINE+1]]:35: error: the loop variable 'lo' is changed inside its loop
  while (lo < n) { if (a[lo] > 0) lo += 2; lo++; }
}
