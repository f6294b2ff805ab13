// RUN: ptowsp-run %s --check | FileCheck %s

// Macros of a program do not disturb the program around it that --check compiles.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#define p 8
#define fd 2
#define bytes(x) x
#define stack a
wsp_kernel static void k(float stack[p]) {
  for (int i = 0; i < p; i++) a[i] += bytes(fd);
}
wsp_workload void w(float A[p]) { k(A); }
