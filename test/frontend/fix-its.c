// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace

// What clang would write, where it is sure, stands below the caret.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
  a[0] = 1
}
//      CHECK:{{.*}}fix-its.c:6:11: error: expected ';' after expression
// CHECK-NEXT:    a[0] = 1
// CHECK-NEXT:            ^
// CHECK-NEXT:            ;
