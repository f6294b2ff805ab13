// RUN: ptowsp-run %s --check | FileCheck %s

// Horner's rule with coefficients in a local table.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 31 };
wsp_kernel static void k(wsp_in const double x[N], wsp_out double y[N]) {
  const double c[6] = {1, -0.5, 0.25, -0.125, 2, 3};
  for (int i = 0; i < N; i++) {
    double sum = c[5];
    for (int j = 4; j >= 0; j--) sum = sum * x[i] + c[j];
    y[i] = sum;
  }
}
wsp_workload void poly(wsp_in const double X[N], wsp_out double Y[N]) { k(X, Y); }
