// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,cse,wsp-split-kernels,wsp-raise-loops' | FileCheck %s
// RUN: ptowsp-run %s --check | FileCheck --check-prefix=RAN %s
// A product whose sums are rectified is stored so by the cube; anything else is another kernel's.
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { T = 16 };

// CHECK-LABEL: wsp.kernel @chosen(
// CHECK:         pto.tstore %{{.*}}, %{{.*}} {relu} : !pto.tile<16x16xf32, l0c>
wsp_kernel static void chosen(const float a[T][T], const float b[T][T], float c[T][T]) {
  for (int i = 0; i < T; i++)
    for (int j = 0; j < T; j++) {
      float s = 0;
      for (int k = 0; k < T; k++) s += a[i][k] * b[k][j];
      c[i][j] = s > 0 ? s : 0;
    }
}

// CHECK-LABEL: wsp.kernel @maximum(
// CHECK:         pto.tstore %{{.*}}, %{{.*}} {relu} : !pto.tile<16x16xf32, l0c>
wsp_kernel static void maximum(const float a[T][T], const float b[T][T], float c[T][T]) {
  for (int i = 0; i < T; i++)
    for (int j = 0; j < T; j++) {
      float s = 0;
      for (int k = 0; k < T; k++) s += a[i][k] * b[k][j];
      c[i][j] = fmaxf(0.0f, s);
    }
}

// NaN stays NaN here, and the cube's store has a slope of zero alone.
// CHECK-LABEL: wsp.kernel @negative_0(
// CHECK-NOT:     relu
// CHECK-LABEL: wsp.kernel @negative_1(
wsp_kernel static void negative(const float a[T][T], const float b[T][T], float c[T][T]) {
  for (int i = 0; i < T; i++)
    for (int j = 0; j < T; j++) {
      float s = 0;
      for (int k = 0; k < T; k++) s += a[i][k] * b[k][j];
      c[i][j] = s < 0 ? 0 : s;
    }
}

// RAN: tasks 4
// RAN: check: ok
wsp_workload void w(const float A[T][T], const float B[T][T], float C[T][T], float D[T][T], float E[T][T]) {
  chosen(wsp_at(A, 0, 0), wsp_at(B, 0, 0), wsp_at(C, 0, 0));
  maximum(wsp_at(A, 0, 0), wsp_at(B, 0, 0), wsp_at(D, 0, 0));
  negative(wsp_at(A, 0, 0), wsp_at(B, 0, 0), wsp_at(E, 0, 0));
}
