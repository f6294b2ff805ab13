// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A tile size left to the compiler, and a reduction in any order, stay with their loops.
#include <ptowsp/ptowsp.h>
wsp_kernel static void sum(const float a[64], float s[1]) {
  s[0] = 0;
  for (wsp_reassociate int i = 0; i < 64; i++) s[0] += a[i];
}
wsp_workload void w(float A[128][64], float s[1]) {
  for (wsp_parallel wsp_tile(wsp_auto) int i = 0; i < 128; i++)
    for (int j = 0; j < 64; j++) A[i][j] = 1;
  sum(A[3], s);
}

// CHECK-LABEL: wsp.kernel @sum
// CHECK: } {wsp.iv = "i", wsp.reassociate}
// CHECK-LABEL: wsp.workload @w
// CHECK: } {wsp.iv = "j"}
// CHECK: } {wsp.iv = "i", wsp.parallel, wsp.tile = "auto"}
