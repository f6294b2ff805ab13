// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// An inlined function returns a type of the language.
#include <ptowsp/ptowsp.h>
static long double wide(int x) { return x; }
wsp_kernel void k(int a[8]) {
// CHECK: :[[#@LINE+1]]:10: error: the type 'long double' is not part of the language
  a[2] = wide(a[2]);
}
