// RUN: ptowsp-run %s --check | FileCheck %s

// Parameters of helpers whose first extent is open: float o[], float o[][4].
#include <ptowsp/ptowsp.h>
static void fill(float o[], int n, float v) {
  for (int i = 0; i < n; i++) o[i] = v;
}
static void add(float o[][4], const float a[][4], int n) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < 4; j++) o[i][j] += a[i][j] * i;
}
wsp_kernel void k(const float a[4][4], float o[4][4]) {
  fill(o[0], 4, 1);
  fill(&o[1][0], 4, 2);
  for (int i = 2; i < 4; i++) fill(o[i], 4, 3);
  add(o + 1, a, 3);
}
wsp_workload void w(const float A[4][4], float O[4][4]) { k(A, O); }

// CHECK: check: ok
