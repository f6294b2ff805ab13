// RUN: ptowsp-run %s --check | FileCheck %s

// A stencil left to the compiler, with conditions at the rim and a loop over time.
#include <ptowsp/ptowsp.h>
enum { N = 30, STEPS = 3 };
wsp_workload void stencil(wsp_inout float A[N][N]) {
  float B[N][N];
  for (int t = 0; t < STEPS; t++) {
    for (wsp_tile(10) int i = 0; i < N; i++)
      for (wsp_tile(10) int j = 0; j < N; j++)
        if (i > 0 && j > 0 && i < N - 1 && j < N - 1)
          B[i][j] = 0.2f * (A[i][j] + A[i - 1][j] + A[i + 1][j] + A[i][j - 1] + A[i][j + 1]);
        else
          B[i][j] = A[i][j];
    for (wsp_parallel wsp_tile(15) int i = 0; i < N; i++)
      for (wsp_parallel int j = 0; j < N; j++) A[i][j] = B[i][j];
  }
}

// CHECK: check: ok
