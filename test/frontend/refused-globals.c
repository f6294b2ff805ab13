// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A variable of the file is a constant or it is refused.
#include <ptowsp/ptowsp.h>
int counter;
float table[2] = {1, 2};
extern const float elsewhere[2];
const float fixed[2] = {1, 2};
extern const int unknown;
const volatile int odd = 1;
wsp_kernel void k(float a[8]) {
// CHECK: :[[#@LINE+1]]:3: error: 'counter' is not local; a kernel or workload writes its parameters only
  counter = 1;
// CHECK: :[[#@LINE+1]]:3: error: 'counter' is not local; a kernel or workload writes its parameters only
  counter++;
// CHECK: :[[#@LINE+1]]:10: error: 'counter' is not local; pass it as a parameter, or declare it const
  a[0] = counter;
// CHECK: :[[#@LINE+1]]:10: error: the array 'table' is not local; pass it as a parameter, or make it a constant here
  a[1] = table[1];
// CHECK: :[[#@LINE+1]]:10: error: the constant 'unknown' has no value in this file
  a[2] = unknown;
// CHECK: :[[#@LINE+1]]:10: error: volatile is not part of the language
  a[3] = odd;
// CHECK: :[[#@LINE+1]]:10: error: the array 'elsewhere' is not local; pass it as a parameter, or make it a constant here
  a[4] = elsewhere[1];
}
