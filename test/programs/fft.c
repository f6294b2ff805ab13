// RUN: ptowsp-run %s --check | FileCheck %s

// Butterflies of a transform of 16 complex numbers, a stage a task.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 16 };
wsp_kernel static void stage(wsp_inout double re[N], wsp_inout double im[N], wsp_in const double c[N], wsp_in const double s[N], int half) {
  for (int g = 0; g < N / 2; g++) {
    int j = g % half, top = g / half * 2 * half + j, low = top + half, w = j * (N / 2 / half);
    double a = re[low] * c[w] - im[low] * s[w], b = re[low] * s[w] + im[low] * c[w];
    re[low] = re[top] - a;
    im[low] = im[top] - b;
    re[top] += a;
    im[top] += b;
  }
}
wsp_workload void fft(wsp_inout double X[N], wsp_inout double Y[N], wsp_in const double C[N], wsp_in const double S[N]) {
  stage(X, Y, C, S, 1);
  stage(X, Y, C, S, 2);
  stage(X, Y, C, S, 4);
  stage(X, Y, C, S, 8);
}
