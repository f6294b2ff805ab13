// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A variable whose declaration was refused is not complained about again.
#include <ptowsp/ptowsp.h>
struct pair { int x, y; };
float table[4];
static float other(float x) { return 2 * x; }
static float called(float (*f)(float), float x) { return f(x); }
wsp_kernel void k(float a[8]) {
// CHECK: :[[#@LINE+1]]:3: error: the type 'struct pair' is not part of the language
  struct pair p;
// CHECK: :[[#@LINE+1]]:3: error: give the pointer 'q' the array it is about, here; or subscript that
  float *q;
// CHECK: :[[#@LINE+1]]:3: error: volatile is not part of the language
  volatile float v = 1;
// CHECK: :[[#@LINE+1]]:3: error: the type 'long double' is not part of the language
  long double d = 2;
  p.x = 1;
  q[0] = p.x + v + d;
  a[0] = q[0] * v;
  p.y |= 3, a[1] = p.y;
// CHECK: :[[#@LINE+1]]:3: error: function pointers are not part of the language; call functions by their names
  float (*f)(float) = other;
  a[2] = f(a[1]);
// CHECK: :[[#@LINE+1]]:10: error: the array 'table' is not local; pass it as a parameter, or make it a constant here
  a[3] = table[1] + table[2];
// CHECK: :[[#@LINE+1]]:17: error: function pointers are not part of the language; call 'other' by its name
  a[4] = called(other, 2);
}
// CHECK-NOT: error:
