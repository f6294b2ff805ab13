// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Extents are made of integer parameters; what a size cannot say is refused where it stands.
#include <ptowsp/ptowsp.h>
enum { N = 4 };
static int f(int n) { return n ^ 4; }
// CHECK: :[[#@LINE-1]]:30: error: an extent of a parameter is made of integer parameters, constants, +, -, *, /, %, ?: and calls that return such; make this a parameter of its own
wsp_kernel void k1(int n, float a[f(n)]) { a[0] = 1; }
// CHECK: :[[#@LINE+1]]:35: error: an extent of a parameter is made of integer parameters
wsp_kernel void k2(int n, float a[n & 5]) { a[0] = 1; }
// CHECK: :[[#@LINE+1]]:41: error: an extent of a parameter is made of integer parameters
wsp_kernel void k3(int n[2], float a[4][n[1]]) { a[0][0] = n[0]; }
wsp_kernel void k4(float a[8], int n) {
  typedef float row_t[n];
  row_t t;
  t[0] = a[0];
// CHECK: :[[#@LINE+1]]:10: error: this is not a constant; write the number of elements
  a[0] = sizeof(float[n]);
// CHECK: :[[#@LINE+1]]:3: error: an array extent must be at least 1
  float z[N - N];
  a[1] = z[0];
}
// CHECK: :[[#@LINE+2]]:6: error: a cast between pointers is not part of the language; write wsp_at(A, i, j)
wsp_workload void w(int M, float A[M][8]) {
  k4((float *)(float(*)[M])&A[0][0], M);
}
