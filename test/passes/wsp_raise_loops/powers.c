// Powers with a constant exponent or base: products, and exponentials of logarithms.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=DONE
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --wsp-raise-loops - | FileCheck %s
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 300 };
wsp_kernel static void k(const float x[N], float y[6][N]) {
  for (int i = 0; i < N; i++) {
    y[0][i] = powf(x[i], 3);
    y[1][i] = powf(x[i] + 2, -2);
    y[2][i] = powf(fabsf(x[i]), 1 / 2.2f);
    y[3][i] = powf(10000.0f, x[i]);
    y[4][i] = exp2f(8 * x[i]);
    y[5][i] = powf(x[i], 0.5f);
  }
}
wsp_workload void w(const float x[N], float y[6][N]) { k(x, y); }
// DONE-NOT: stays scalar
// DONE: check: ok
// CHECK-LABEL: wsp.kernel @k
// CHECK: pto.tmul
// CHECK: pto.trecip
// CHECK: pto.tlog
// CHECK: pto.tmuls
// CHECK: pto.texp
