// RUN: %exits 1 ptowsp-translate --import-c %s -- -Wno-everything 2>&1 | FileCheck %s

// A function without a prototype would drop its arguments.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k() {}
static void f() {}
wsp_workload void w(float A[8]) {
// CHECK: :[[#@LINE+1]]:3: error: 'k' has 0 parameters; declare them between its parentheses
  k(A);
// CHECK: :[[#@LINE+1]]:3: error: 'f' has 0 parameters; declare them between its parentheses
  f(A);
}
