// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s --check-prefix=CLANG
// RUN: %exits 1 ptowsp-translate --import-c %s -- -Wno-everything 2>&1 | FileCheck %s

// Operations that C gives no value.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(int a[8], int n) {
// CLANG: :[[#@LINE+2]]:12: error: division by zero is undefined
// CHECK: :[[#@LINE+1]]:10: error: division by zero
  a[0] = n / 0;
// CHECK: :[[#@LINE+1]]:10: error: division by zero
  a[1] = 7 % 0;
// CLANG: :[[#@LINE+2]]:12: error: shift count >= width of type
// CHECK: :[[#@LINE+1]]:10: error: the shift count is not below the width of the type
  a[2] = 1 << 32;
// CLANG: :[[#@LINE+1]]:12: error: shift count is negative
  a[3] = n << -1;
// CLANG-NOT: error:
}
