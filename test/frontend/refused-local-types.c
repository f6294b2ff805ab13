// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A type that is declared in a function is refused where a variable has it, once.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
  struct unused { int x; };
// CHECK: :[[#@LINE+2]]:39: error: the type 'union word' is not part of the language; use one array or scalar for each member
// CHECK-NOT: error:
  union word { float f; unsigned u; } w;
  w.f = a[0];
  a[1] = w.f;
}
