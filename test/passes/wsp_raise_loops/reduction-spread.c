// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// A sum that varies with the inner loop alone is there for each iteration of the outer one.
#include <ptowsp/ptowsp.h>
wsp_workload void work(wsp_inout float C[16][16], const float A[16][16], const float B[16]) {
  for (int i = 0; i < 16; i++)
    for (int j = 0; j < 8; j++) {
      float s = 0;
      for (int k = 0; k < 8; k++) s += A[j][k] * 0.5f;
      C[i][j] = s - B[j];
    }
}

// CHECK-NOT: stays scalar
// CHECK: check: ok
