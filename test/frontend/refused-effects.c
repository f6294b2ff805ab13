// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// An expression changes nothing: assignments and ++ are statements.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int n) {
// CHECK: :[[#@LINE+1]]:12: error: an assignment is used as a value; write it as a statement of its own
  a[0] = -(a[1] = 2);
// CHECK: :[[#@LINE+1]]:5: error: ++ and -- change a variable inside an expression; write them as statements
  a[n++] = 1;
// CHECK: :[[#@LINE+1]]:8: error: an assignment is used as a value; write it as a statement of its own
  if ((n = 3)) a[0] = 1;
// CHECK: :[[#@LINE+1]]:7: error: ++ and -- change a variable inside an expression; write them as statements
  if (--n > 0) a[0] = 1;
// CHECK: :[[#@LINE+1]]:24: error: an assignment is used as a value; write it as a statement of its own
  for (int i = 0; i < (n += 1); i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:5: error: an assignment is used as a value; write it as a statement of its own
  a[n *= 2] = 0;
}
