// RUN: ptowsp-run %s --check | FileCheck %s

// A filter of five taps over a signal of odd length.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 61, K = 5 };
wsp_kernel static void k(wsp_in const float x[N], wsp_in const float w[K], wsp_out float y[N - K + 1]) {
  for (int i = 0; i < N - K + 1; i++) {
    float sum = 0;
    for (int j = 0; j < K; j++) sum += x[i + j] * w[K - 1 - j];
    y[i] = sum;
  }
}
wsp_workload void filter(wsp_in const float X[N], wsp_in const float W[K], wsp_out float Y[N - K + 1]) { k(X, W, Y); }
