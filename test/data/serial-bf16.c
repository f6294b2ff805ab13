// RUN: ptowsp-run %s --check | FileCheck %s

// The serial run has __bf16 also where no array has it.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
static float rounded(float x) { return (__bf16)x; }
wsp_kernel void k(float a[12]) {
  for (int i = 0; i < 12; i++) a[i] = rounded(a[i]) * a[i];
}
wsp_workload void w(float A[12]) { k(A); }
