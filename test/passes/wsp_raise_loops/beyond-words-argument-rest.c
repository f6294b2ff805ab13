// Places that are remainders of what an argument of 64 bits moves stay scalar code.
// RUN: ptowsp-run %s --check --size n=2147483647 2>&1 | FileCheck %s
// CHECK: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void turn(wsp_in const float x[N], wsp_out float y[N], long n) {
  for (long i = 0; i < N; i++) y[i] = x[(i + n) % 64];
}
wsp_workload void w(wsp_in const float x[N], wsp_out float y[N], long n) {
  turn(x, y, n);
}
