// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Parameters are scalars and arrays with extents.
#include <ptowsp/ptowsp.h>
// CHECK: :[[#@LINE+1]]:20: error: the extents of 'a' are not known; declare it as an array, a[N]
wsp_kernel void k1(float *a) { a[0] = 1; }
// CHECK: :[[#@LINE+1]]:20: error: the array needs its first extent between the brackets
wsp_kernel void k2(float a[]) { a[0] = 1; }
// CHECK: :[[#@LINE+1]]:20: error: a parameter of type 'void (*)(void)' is not part of the language; call functions by their names
wsp_kernel void k5(void (*f)(void)) { f(); }
// CHECK: :[[#@LINE+1]]:20: error: an array of 'float *' is not part of the language; the element types are _Bool, the integers of 8 to 64 bits, _Float16, __bf16, float and double
wsp_kernel void k6(float *a[4]) { a[0][0] = 1; }
