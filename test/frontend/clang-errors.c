// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// The errors of clang are ours, in its words.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
// CHECK: :[[#@LINE+1]]:10: error: expected expression
  a[0] = ;
// CHECK: :[[#@LINE+1]]:10: error: use of undeclared identifier 'nowhere'
  a[1] = nowhere;
}
