// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A variable whose declaration was refused is not complained about again.
#include <ptowsp/ptowsp.h>
struct pair { int x, y; };
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
}
