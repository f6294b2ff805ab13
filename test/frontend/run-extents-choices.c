// RUN: ptowsp-translate --import-c %s | FileCheck %s
// RUN: ptowsp-run %s --check --size n=10 --size m=4
// RUN: ptowsp-run %s --check --size n=4 --size m=10
// RUN: ptowsp-run %s --check --size n=7 --size m=7

// An extent may be a choice: comparisons are quotients that are 1 or 0.
#include <ptowsp/ptowsp.h>
#define MAX(a, b) ((a) > (b) ? (a) : (b))
static inline int least(int a, int b) { return a <= b ? a : b; }
// CHECK: affine_map<()[s0, s1] -> (s1 + (s0 - s1) * ((s0 - s1 + 4611686018427387903) floordiv 4611686018427387904))>
wsp_kernel static void diagonal(int n, int m, const float a[n][m], float o[least(n, m)]) {
  for (int i = 0; i < least(n, m); i++) o[i] = a[i][i];
}
wsp_workload void w(int n, int m, wsp_in const float A[n][m], wsp_out float B[MAX(n, m)], wsp_out float C[least(n, m)],
                    wsp_out int D[n == 7 && m >= 7 ? 3 : 5], wsp_out int E[n < 5 || m != 4 ? n : 2]) {
  diagonal(n, m, A, C);
  for (int i = 0; i < MAX(n, m); i++) B[i] = (float)i;
  for (int i = 0; i < (n == 7 ? 3 : 5); i++) D[i] = i;
  for (int i = 0; i < (m == 4 ? 2 : n); i++) E[i] = -i;
}
