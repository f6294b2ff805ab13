// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// What a local array cannot be.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
// CHECK: :[[#@LINE+1]]:3: error: an array of 'float *' is not part of the language; the element types are _Bool, the integers of 8 to 64 bits, _Float16, __bf16, float and double
  float *p[4];
// CHECK: :[[#@LINE+1]]:26: error: an array of 'struct pair' is not part of the language; the element types are _Bool, the integers of 8 to 64 bits, _Float16, __bf16, float and double
  struct pair { int x; } s[2];
  a[0] = 1;
}
