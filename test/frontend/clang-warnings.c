// RUN: ptowsp-translate --import-c %s -o %t 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=IR < %t

// The warnings of clang are shown, and the import goes on.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(unsigned a[8], int n) {
// CHECK: :[[#@LINE+1]]:9: warning: self-comparison always evaluates to true
  if (n == n) a[0] = 1;
}

// IR: wsp.kernel @k
