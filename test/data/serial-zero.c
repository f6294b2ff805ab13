// RUN: ptowsp-run %s --check | FileCheck %s

// 0 - 0 is +0 in the serial run also: gcc alone would make -0 of it.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
wsp_kernel void k(const float a[4], float o[4]) {
  for (int i = 0; i < 4; i++) o[i] = (0.0f - (float)i) * (a[i] + a[i]);
}
wsp_workload void w(const float A[4], float O[4]) { k(A, O); }
