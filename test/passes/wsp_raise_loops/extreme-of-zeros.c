// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-infer-deps,wsp-raise-loops' | FileCheck %s --check-prefix=IR

// fminf(0, x) is the second of equal zeros: the operands keep their order. With a scalar that is no
// zero they need not.
// CHECK: check: ok
// IR-LABEL: wsp.kernel @k(
// IR:         pto.tmin %{{.*}}, %{{.*}} :
// IR:         pto.tmaxs
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 40 };
wsp_kernel static void k(wsp_in const float a[N], wsp_out float b[N], wsp_out float c[N]) {
  for (int i = 0; i < N; i++) b[i] = fminf(0, a[i] * 0);
  for (int i = 0; i < N; i++) c[i] = fmaxf(0.5f, a[i]);
}
wsp_workload void zeros(wsp_in const float A[N], wsp_out float B[N], wsp_out float C[N]) { k(A, B, C); }
