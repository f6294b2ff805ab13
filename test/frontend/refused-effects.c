// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// The head of a loop is evaluated once, so it changes nothing; what has no effect is no statement.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int n) {
// CHECK: :[[#@LINE+1]]:24: error: the head of a loop is evaluated once; change this in front of the loop
  for (int i = 0; i < (n += 1); i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:35: error: the head of a loop is evaluated once; change this in front of the loop
  for (int i = 0; i < 8; i = i + (n++)) a[i] = 1;
// CHECK: :[[#@LINE+1]]:3: error: the statement has no effect; remove it
  a[0] > 0 && n;
// CHECK: :[[#@LINE+1]]:3: error: the statement has no effect; remove it
  n, n = 1;
}
