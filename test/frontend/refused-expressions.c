// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Expressions outside the language.
#include <ptowsp/ptowsp.h>
struct pair { int x, y; };
wsp_kernel void k(float a[8], int n) {
// CHECK: :[[#@LINE+1]]:10: error: a statement expression is not part of the language; write the statements before
  a[0] = ({ int x = 1; x; });
// CHECK: :[[#@LINE+1]]:10: error: a string is not part of the language; write an array of numbers
  a[2] = "text"[0];
// CHECK: :[[#@LINE+1]]:10: error: which of these _Generic chooses is not certain: two have the same type; name the one meant
  a[3] = _Generic(n, int: a[1], float: a[2]);
// CHECK: :[[#@LINE+1]]:10: error: write the middle operand of ?:
  a[5] = n ?: 1;
// CHECK: :[[#@LINE+1]]:10: error: the language does not have this operator
  a[6] = __real__ 1.0i;
// CHECK: :[[#@LINE+1]]:10: error: structures and unions are not part of the language; use one array or scalar for each member
  a[7] = ((struct pair){1, 2}).x;
}
