// RUN: ptowsp-translate --import-c %s | FileCheck %s
// RUN: ptowsp-run %s --check | FileCheck --check-prefix=SAME %s

// A static constant of a function is one of the file, but for its scope.
#include <ptowsp/ptowsp.h>

// CHECK-LABEL: wsp.kernel @k(
// CHECK:         memref.alloc() {wsp.name = "w"} : memref<3xf32>
// CHECK:         arith.constant 2.0
// SAME: check: ok
wsp_kernel static void k(const float x[66], float y[64])
{
  static const float w[] = {0.25f, 0.5f, 0.25f};
  for (int i = 0; i < 64; i++) {
    static const float bias = 2;
    y[i] = bias;
    for (int j = 0; j < 3; j++) y[i] += w[j] * x[i + j];
  }
}
wsp_workload void f(const float x[66], float y[64]) { k(x, y); }
