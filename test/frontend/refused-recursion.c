// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Recursion is refused where it closes.
#include <ptowsp/ptowsp.h>
static int odd(int n);
static int even(int n) { return n ? odd(n - 1) : 1; }
// CHECK: :[[#@LINE+1]]:36: error: 'even' calls itself; recursion is not part of the language: write a loop
static int odd(int n) { return n ? even(n - 1) : 0; }
wsp_kernel void k(int a[8]) { a[0] = even(a[1]); }
// CHECK: :[[#@LINE+1]]:34: error: 'self' calls itself; recursion is not part of the language: write a loop
wsp_kernel void self(int a[8]) { self(a); }
