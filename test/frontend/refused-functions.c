// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Functions are declared outside of functions.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
// CHECK: :[[#@LINE+1]]:9: error: declare functions outside of functions
  float helper(float);
// CHECK: :[[#@LINE+1]]:10: error: 'helper' has no body in this file and is not one of the functions of <math.h> that the language has; define it here, or pass what it returns as an array
  a[0] = helper(1);
}
