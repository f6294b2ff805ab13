// Six products with what is left of the arguments would take more than sixteen: they become two kernels.
// RUN: ptowsp-run --check %s 2>&1 | FileCheck %s
// CHECK: remark: kernel 'k' {{.*}} is split into 'k_0' (cube, line {{.*}}), 'k_1' (cube, line {{.*}}), 'k_2' (vector, {{.*}}), with 6 arrays
// CHECK-NOT: scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { T = 17, D = 12 };
wsp_kernel static void k(wsp_in const float a0[T][D], wsp_in const float a1[T][D], wsp_in const float a2[T][D], wsp_in const float a3[T][D], wsp_in const float a4[T][D], wsp_in const float a5[T][D], wsp_in const float w0[D][D], wsp_in const float w1[D][D], wsp_in const float w2[D][D], wsp_in const float w3[D][D], wsp_in const float w4[D][D], wsp_in const float w5[D][D], wsp_out float y0[T][D], wsp_out float y1[T][D], wsp_out float y2[T][D], wsp_out float y3[T][D]) {
  float h0[T][D], h1[T][D], h2[T][D], h3[T][D], h4[T][D], h5[T][D];
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) { h0[i][j] = 0; for (int k = 0; k < D; k++) h0[i][j] += a0[i][k] * w0[k][j]; }
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) { h1[i][j] = 0; for (int k = 0; k < D; k++) h1[i][j] += a1[i][k] * w1[k][j]; }
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) { h2[i][j] = 0; for (int k = 0; k < D; k++) h2[i][j] += a2[i][k] * w2[k][j]; }
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) { h3[i][j] = 0; for (int k = 0; k < D; k++) h3[i][j] += a3[i][k] * w3[k][j]; }
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) { h4[i][j] = 0; for (int k = 0; k < D; k++) h4[i][j] += a4[i][k] * w4[k][j]; }
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) { h5[i][j] = 0; for (int k = 0; k < D; k++) h5[i][j] += a5[i][k] * w5[k][j]; }
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) y0[i][j] = h0[i][j] * h1[i][j] + h2[i][j] + a0[i][j] - a1[i][j];
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) y1[i][j] = h1[i][j] * h2[i][j] + h3[i][j] + a1[i][j] - a2[i][j];
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) y2[i][j] = h2[i][j] * h3[i][j] + h4[i][j] + a2[i][j] - a3[i][j];
  for (int i = 0; i < T; i++) for (int j = 0; j < D; j++) y3[i][j] = h3[i][j] * h4[i][j] + h5[i][j] + a3[i][j] - a4[i][j];
}
wsp_workload void work(wsp_in const float A0[T][D], wsp_in const float A1[T][D], wsp_in const float A2[T][D], wsp_in const float A3[T][D], wsp_in const float A4[T][D], wsp_in const float A5[T][D], wsp_in const float W0[D][D], wsp_in const float W1[D][D], wsp_in const float W2[D][D], wsp_in const float W3[D][D], wsp_in const float W4[D][D], wsp_in const float W5[D][D], wsp_out float Y0[T][D], wsp_out float Y1[T][D], wsp_out float Y2[T][D], wsp_out float Y3[T][D]) { k(A0, A1, A2, A3, A4, A5, W0, W1, W2, W3, W4, W5, Y0, Y1, Y2, Y3); }
