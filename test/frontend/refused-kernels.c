// RUN: %exits 1 ptowsp-translate --import-c %s -- -Wno-everything 2>&1 | FileCheck %s

// What a kernel may not be.
#include <ptowsp/ptowsp.h>
// CHECK: :[[#@LINE+1]]:1: error: a kernel returns void; write results to arrays
wsp_kernel int result(float a[8]) { return a[0]; }
// CHECK: :[[#@LINE+1]]:1: error: a kernel has a fixed number of parameters
wsp_kernel void variadic(int n, ...) { (void)n; }
// CHECK: :[[#@LINE+1]]:25: error: a parameter needs a name
wsp_kernel void unnamed(float[8]) {}
// CHECK: :[[#@LINE+1]]:22: error: an array has at most 8 dimensions
wsp_kernel void deep(float a[1][1][1][1][1][1][1][1][1]) { (void)a; }
wsp_kernel void many(int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9,
// CHECK: :[[#@LINE+1]]:70: error: a kernel has at most 16 parameters
                     int b0, int b1, int b2, int b3, int b4, int b5, int b6) {
}
