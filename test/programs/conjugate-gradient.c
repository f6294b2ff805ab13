// RUN: ptowsp-run %s --check | FileCheck %s

// Conjugate gradients: totals that later loops use, iterations in order.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 24, ITER = 3 };
wsp_workload void cg(wsp_in const float A[N][N], wsp_in const float b[N], wsp_out float x[N]) {
  float r[N], p[N], q[N];
  float rho[1], pq[1], rnew[1];
  for (int i = 0; i < N; i++) {
    x[i] = 0;
    r[i] = b[i];
    p[i] = b[i];
  }
  rho[0] = 0;
  for (int i = 0; i < N; i++) rho[0] += r[i] * r[i];
  for (int it = 0; it < ITER; it++) {
    for (int i = 0; i < N; i++) {
      q[i] = 60.0f * p[i];
      for (int j = 0; j < N; j++) q[i] += A[i][j] * p[j];
    }
    pq[0] = 0;
    for (int i = 0; i < N; i++) pq[0] += p[i] * q[i];
    for (int i = 0; i < N; i++) {
      x[i] += rho[0] / pq[0] * p[i];
      r[i] -= rho[0] / pq[0] * q[i];
    }
    rnew[0] = 0;
    for (int i = 0; i < N; i++) rnew[0] += r[i] * r[i];
    for (int i = 0; i < N; i++) p[i] = r[i] + rnew[0] / rho[0] * p[i];
    rho[0] = rnew[0];
  }
}
