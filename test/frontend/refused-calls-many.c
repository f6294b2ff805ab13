// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Functions that call twice what calls twice are copied more often than anybody can use.
#include <ptowsp/ptowsp.h>
#define TWICE(f, g) static float f(float x) { return g(x) + g(x + 1); }
static float f0(float x) { return x * x; }
TWICE(f1, f0) TWICE(f2, f1) TWICE(f3, f2) TWICE(f4, f3) TWICE(f5, f4) TWICE(f6, f5) TWICE(f7, f6)
TWICE(f8, f7) TWICE(f9, f8) TWICE(f10, f9) TWICE(f11, f10) TWICE(f12, f11) TWICE(f13, f12)
TWICE(f14, f13) TWICE(f15, f14) TWICE(f16, f15) TWICE(f17, f16) TWICE(f18, f17) TWICE(f19, f18)
// CHECK: error: this makes more than 20000 calls, each a copy of the function; use loops instead
// CHECK-NOT: error:
wsp_workload void w(wsp_inout float A[64]) {
  for (int i = 0; i < 64; i++) A[i] = f19(A[i]);
}
