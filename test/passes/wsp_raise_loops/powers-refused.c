// A power of which both vary is the C library's.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void k(const float x[N], float y[N]) {
  for (int i = 0; i < N; i++)
    y[i] = powf(x[i] + 2, y[i]);
  // CHECK: powers-refused.c:[[@LINE-1]]:12: remark: kernel 'k' stays scalar: no tile instruction for math.powf
}
wsp_workload void w(const float x[N], float y[N]) { k(x, y); }
// CHECK: check: ok
