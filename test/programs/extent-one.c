// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not='stays scalar'

// Arrays and loops of one element in every direction.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(wsp_in const float a[1][1], wsp_in const float b[1], wsp_out float c[1][1]) {
  for (int i = 0; i < 1; i++)
    for (int j = 0; j < 1; j++) c[i][j] = a[i][j] * b[j] + 1;
}
wsp_workload void one(wsp_in const float A[1][1], wsp_in const float B[1], wsp_out float C[1][1]) {
  for (wsp_parallel int i = 0; i < 1; i++) k(wsp_at(A, i, 0), wsp_at(B, 0), wsp_at(C, i, 0));
}
