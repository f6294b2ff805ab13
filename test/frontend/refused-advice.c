// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Types, functions and loops outside the language come with what to write instead.
#include <assert.h>
#include <string.h>
#include <ptowsp/ptowsp.h>
union both { float f; int i; };
// CHECK: :[[#@LINE+1]]:19: error: volatile arrays are not part of the language; only tasks change them: leave volatile away
wsp_kernel void k(volatile int v[8]) { v[0] = 1; }
wsp_kernel void l(float a[8], float b[8], int n) {
// CHECK: :[[#@LINE+1]]:3: error: the type 'long double' is not part of the language; use double
  long double x = 1;
// CHECK: :[[#@LINE+1]]:3: error: the type '_Atomic(int)' is not part of the language; tasks are ordered by what they touch: use the plain type
  _Atomic int y = 1;
// CHECK: :[[#@LINE+1]]:3: error: the type 'union both' is not part of the language; use one array or scalar for each member
  union both z;
// CHECK: :[[#@LINE+1]]:3: error: 'memmove' is not part of the language; copy in a loop
  memmove(a, b, 32);
// CHECK: :[[#@LINE+1]]:3: error: an assertion about what is not constant is not part of the language; check it where the workload is called, or import with -DNDEBUG behind '--'
  assert(a[0] > 0);
// CHECK: :[[#@LINE+1]]:3: error: this assertion does not hold
  assert(sizeof(int) == 8);
  assert(sizeof(int) == 4 && "holds, and is nothing");
}
