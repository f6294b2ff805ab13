// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Only functions of the file and of <math.h> are called.
#include <ptowsp/ptowsp.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
float elsewhere(float x);
wsp_kernel void k(float a[8]) {
// CHECK: :[[#@LINE+1]]:3: error: 'printf' is not part of the language; write values to an array, and print that where the workload is called
  printf("x");
// CHECK: :[[#@LINE+1]]:10: error: 'rand' is not part of the language; pass random numbers as an array
  a[0] = rand();
// CHECK: :[[#@LINE+1]]:10: error: 'elsewhere' has no body in this file and is not one of the functions of <math.h> that the language has; define it here, or pass what it returns as an array
  a[1] = elsewhere(a[0]);
// CHECK: :[[#@LINE+1]]:10: error: 'lgammaf' has no body in this file and is not one of the functions of <math.h> that the language has; define it here, or pass what it returns as an array
  a[2] = lgammaf(a[2]);
// CHECK: :[[#@LINE+1]]:10: error: 'hypotf' is not part of the language; write sqrtf(x * x + y * y)
  a[3] = hypotf(a[2], a[3]);
// CHECK: :[[#@LINE+1]]:3: error: the result is not used; remove the call
  sqrtf(a[0]);
// CHECK: :[[#@LINE+1]]:10: error: the type 'long double' is not part of the language
  a[4] = sqrtl(a[0]);
// CHECK: :[[#@LINE+1]]:14: error: 'malloc' is not part of the language; declare an array; its extents may be variable
  float *b = malloc(8);
}
