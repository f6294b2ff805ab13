// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Operations that C gives no value.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(int a[8], int n) {
// CHECK: :[[#@LINE+1]]:10: error: division by zero
  a[0] = n / 0;
// CHECK: :[[#@LINE+1]]:10: error: division by zero
  a[1] = 7 % 0;
// CHECK: :[[#@LINE+1]]:10: error: the shift count is not below the width of the type
  a[2] = 1 << 32;
}
