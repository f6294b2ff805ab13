// What is computed of loops' variables is compared with an argument of 64 bits.
// RUN: ptowsp-run %s --check --size n=4294967299 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void below(wsp_in const float x[N], wsp_out float y[N], long n) {
  for (long i = 0; i < N; i++) y[i] = i * i < n ? 1.0f : x[i];
}
wsp_workload void w(wsp_in const float x[N], wsp_out float y[N], long n) {
  below(x, y, n);
}
