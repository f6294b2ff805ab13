// A constant with more digits than a float has makes the product one of double.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void k(const float x[N], float y[N]) {
  for (int i = 0; i < N; i++)
    y[i] = x[i] * 0.1;
  // CHECK: doubles-refused.c:[[@LINE-1]]:12: remark: kernel 'k' stays scalar: this is computed in double, which the vector unit does not have; write constants of float (0.1f) and functions of float (expf)
}
wsp_workload void w(const float x[N], float y[N]) { k(x, y); }
// CHECK: check: ok
