// Constants and functions of double in the code of floats: exact where C's result is the float
// operation's, exponentials within their tolerance.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 301 };
wsp_workload void w(const float x[N], float y[N], float z[N]) {
  for (int i = 0; i < N; i++) {
    y[i] = x[i] > 0.1 ? sqrt(x[i]) : 0.25 * x[i];
    if (fabs(x[i]) <= 0.3) y[i] = fmax(y[i], 0.5);
  }
  for (int i = 0; i < N; i++) z[i] = 1. / (1. + exp(-x[i]));
}
// CHECK-NOT: stays scalar
// CHECK: check: ok
