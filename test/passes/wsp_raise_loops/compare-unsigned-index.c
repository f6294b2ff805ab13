// Loops' variables that are compared as unsigned numbers are far away where they are negative.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void mark(wsp_in const float x[N], wsp_out float y[N], wsp_out float z[N]) {
  for (unsigned long i = 0; i < N; i++) y[i] = i - 1 < 5 ? 1.0f : x[i];
  for (long i = 0; i < 8; i++)
    for (long j = 0; j < 8; j++) z[i * 8 + j] = (unsigned long)(i - j) < 3 ? 1.0f : x[i * 8 + j];
}
wsp_workload void w(wsp_in const float x[N], wsp_out float y[N], wsp_out float z[N]) {
  mark(x, y, z);
}
