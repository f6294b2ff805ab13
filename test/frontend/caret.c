// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s --strict-whitespace

// A refusal shows its line and underlines what it is about; a macro is meant where it is written.
#include <ptowsp/ptowsp.h>
#define LETTER(n) ("text"[n])
wsp_kernel void k(float a[8], int n) {
  a[0] = 2 * ("abcd"[n]);
  a[1] = 1 + LETTER(n);
}

// CHECK: caret.c:7:15: error: a string is not part of the language; write an array of numbers
// CHECK-NEXT:    a[0] = 2 * ("abcd"[n]);
// CHECK-NEXT:                ^~~~~~

// CHECK: caret.c:8:14: error: a string is not part of the language; write an array of numbers
// CHECK-NEXT:    a[1] = 1 + LETTER(n);
// CHECK-NEXT:               ^~~~~~~~~
