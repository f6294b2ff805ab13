// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s --strict-whitespace

// A refusal shows its line and underlines what it is about; a macro is meant where it is written.
#include <ptowsp/ptowsp.h>
#define SET(x) (x = 3)
wsp_kernel void k(float a[8], int n) {
  a[0] = 2 * (n = 3);
  a[1] = 1 + SET(n);
}

// CHECK: caret.c:7:15: error: an assignment is used as a value; write it as a statement of its own
// CHECK-NEXT:    a[0] = 2 * (n = 3);
// CHECK-NEXT:                ^~~~~

// CHECK: caret.c:8:14: error: an assignment is used as a value; write it as a statement of its own
// CHECK-NEXT:    a[1] = 1 + SET(n);
// CHECK-NEXT:               ^~~~~~
