// RUN: ptowsp-run %s --check | FileCheck %s

// Attention of a few queries: products, softmax and a product again, through local arrays.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { Q = 16, K = 32, D = 16 };
wsp_kernel static void scores(wsp_in const float q[Q][D], wsp_in const float k[K][D], wsp_out float s[Q][K]) {
  for (int i = 0; i < Q; i++)
    for (int j = 0; j < K; j++) {
      s[i][j] = 0;
      for (int d = 0; d < D; d++) s[i][j] += q[i][d] * k[j][d];
    }
}
wsp_kernel static void soften(wsp_inout float s[Q][K]) {
  for (int i = 0; i < Q; i++) {
    float max = s[i][0], sum = 0;
    for (int j = 1; j < K; j++) max = fmaxf(max, s[i][j]);
    for (int j = 0; j < K; j++) { s[i][j] = expf(0.25f * (s[i][j] - max)); sum += s[i][j]; }
    for (int j = 0; j < K; j++) s[i][j] /= sum;
  }
}
wsp_kernel static void mix(wsp_in const float s[Q][K], wsp_in const float v[K][D], wsp_out float o[Q][D]) {
  for (int i = 0; i < Q; i++)
    for (int d = 0; d < D; d++) {
      o[i][d] = 0;
      for (int j = 0; j < K; j++) o[i][d] += s[i][j] * v[j][d];
    }
}
wsp_workload void attention(wsp_in const float A[Q][D], wsp_in const float B[K][D], wsp_in const float V[K][D], wsp_out float O[Q][D]) {
  float S[Q][K];
  scores(A, B, S);
  soften(S);
  mix(S, V, O);
}
