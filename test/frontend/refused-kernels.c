// RUN: %exits 1 ptowsp-translate --import-c %s -- -Wno-everything 2>&1 | FileCheck %s

// What a kernel may not be.
#include <ptowsp/ptowsp.h>
// CHECK: :[[#@LINE+1]]:16: error: a kernel returns void; write results to arrays
wsp_kernel int result(float a[8]) { return a[0]; }
// CHECK: :[[#@LINE+1]]:17: error: a kernel has a fixed number of parameters
wsp_kernel void variadic(int n, ...) { (void)n; }
// CHECK: :[[#@LINE+1]]:25: error: a parameter needs a name
wsp_kernel void unnamed(float[8]) {}
// CHECK: :[[#@LINE+1]]:22: error: an array has at most 8 dimensions
wsp_kernel void deep(float a[1][1][1][1][1][1][1][1][1]) { (void)a; }
#define EIGHT(x) int x##0, int x##1, int x##2, int x##3, int x##4, int x##5, int x##6, int x##7
wsp_kernel void many(EIGHT(a), EIGHT(b), EIGHT(c), EIGHT(d), EIGHT(e), EIGHT(f), EIGHT(g), EIGHT(h),
// CHECK: :[[#@LINE+1]]:22: error: a kernel has at most 64 parameters
                     int i) {
}
