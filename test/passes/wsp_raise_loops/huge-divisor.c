// A place that is divided by a number of more than 32 bits stays scalar code: gathers count in words.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void pick(wsp_in const float x[N], wsp_out float y[N]) {
  for (long i = 0; i < N; i++) y[i] = x[(i * i / 3 % 64) / 4294967297];
}
wsp_workload void w(wsp_in const float x[N], wsp_out float y[N]) {
  pick(x, y);
}
