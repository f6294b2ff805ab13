// A loop's variable is compared with any argument, also with one that no word is far enough from.
// RUN: ptowsp-run %s --check --size n=-2147483648 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void below(wsp_in const float x[N], wsp_out float y[N], int n) {
  for (int i = 0; i < N; i++) y[i] = i < n ? 1.0f : x[i];
}
wsp_workload void w(wsp_in const float x[N], wsp_out float y[N], int n) {
  below(x, y, n);
}
