// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Neither the loop variable nor its bound changes inside the loop.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int at[8], int n) {
  for (int i = 0; i < 8; i++) {
// CHECK: :[[#@LINE+1]]:5: error: the loop variable 'i' is changed inside its loop
    i = 3;
// CHECK: :[[#@LINE+1]]:5: error: the loop variable 'i' is changed inside its loop
    i += 1;
    a[i] = 1;
  }
  int m = n;
// CHECK: :[[#@LINE+1]]:27: error: the bound 'm' is changed inside the loop; copy it before the loop
  for (int i = 0; i < 2 * m; i++) m--;
// CHECK: :[[#@LINE+1]]:23: error: the bound 'm' is changed inside the loop; copy it before the loop
  for (int i = 0; i < m; i++) {
    if (n) m = 0;
  }
// CHECK: :[[#@LINE+1]]:23: error: read this into a scalar before the loop; a bound is evaluated once
  for (int i = 0; i < at[0]; i++) at[i] = 1;
}
