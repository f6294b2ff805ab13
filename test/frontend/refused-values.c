// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Forms of C that give no value, too many or another than one may think say what to write.
#include <ptowsp/ptowsp.h>
static float first(float x, ...) { return x; }
static float positive(float x) { if (x > 0) return x; }
wsp_kernel void k(float a[8], int n) {
// CHECK: :[[#@LINE+1]]:13: error: a list of values may only initialize an array
  float t = {a[0], a[1]};
// CHECK: :[[#@LINE+1]]:10: error: write the middle operand of ?:
  a[0] = a[1] ?: t;
// CHECK: :[[#@LINE+1]]:16: error: a switch begins with a case; put this before it
  switch (n) { a[0] = 1; case 1: a[0] = 2; break; default: a[0] = 3; }
// CHECK: :[[#@LINE+1]]:10: error: 'first' has a variable number of parameters; declare each of them
  a[2] = first(a[0], 1, 2);
// CHECK: :[[#@LINE-10]]:34: error: behind this statement 'positive' ends without a value; return one
  a[3] = positive(a[0]);
// CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: a for loop has at most 8 variables
  for (int i = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, j = 0; i < 8; i++) a[i] = 4;
// CHECK: :[[#@LINE+1]]:{{[0-9]+}}: error: this extent of a typedef is of a variable that changes; copy it first
  typedef float row_t[n]; row_t u; n = 4; row_t v;
}
