// RUN: split-file %s %t
// RUN: %exits 1 ptowsp-translate --import-c %t/main.c 2>&1 | FileCheck %s

// An error in what a macro writes, or in a header, says where that comes from.
// CHECK: main.c:4:53: error: a string is not part of the language; write an array of numbers
// CHECK: main.c:3:20: note: expanded from macro 'LETTER'
// CHECK: helper.h:1:27: error: goto is not part of the language; write for and if
// CHECK: main.c:2:10: note: included from here

// The macro is the one whose text it is, also where another expands it.
// CHECK: main.c:9:40: error: the type 'long double' is not part of the language; use double
// CHECK: main.c:7:10: note: expanded from macro 'INNER'

//--- helper.h
static float f(float x) { goto end; end: return x; }

//--- main.c
#include <ptowsp/ptowsp.h>
#include "helper.h"
#define LETTER(n) ("text"[n])
wsp_kernel void k(float a[8], int n) { a[0] = 1.0 * LETTER(n) + f(a[1]); }
#define OUTER(x) INNER(x)
#define INNER(x) \
  ((x) + 1.0L)

wsp_kernel void l(float a[8]) { a[0] = OUTER(a[1]); }
