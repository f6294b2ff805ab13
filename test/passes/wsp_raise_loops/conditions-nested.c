// Sums under one condition inside of another are sums under both: `continue` in two places.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --wsp-raise-loops - | FileCheck %s --check-prefix=IR
#include <ptowsp/ptowsp.h>
enum { N = 60 };
wsp_kernel static void k(const float x[N], float f[N], int near[N]) {
  for (int i = 0; i < N; i++) {
    f[i] = 0;
    near[i] = 0;
    for (int j = 0; j < N; j++) {
      if (i == j) continue;
      float d = x[i] - x[j];
      if (d * d > 0.5f) continue;
      f[i] += d / (d * d + 0.1f);
      near[i] = near[i] + 1;
    }
  }
}
wsp_workload void w(const float x[N], float f[N], int near[N]) { k(x, f, near); }
// IR: pto.tand
// IR: pto.trowsum {{.*}} -> !pto.tile<60x1xf32, ub>
// CHECK-NOT: stays scalar
// CHECK: check: ok
