// RUN: ptowsp-run %s --check --workload=search | FileCheck %s
// RUN: ptowsp-run %s --check --seed 2 --workload=search | FileCheck %s
// RUN: ptowsp-run %s --check --seed 3 --workload=search | FileCheck %s
// RUN: ptowsp-run %s --check --seed 4 --workload=until 2>&1 | FileCheck %s --check-prefix=UNTIL

// Loops of tasks that are left from within, on what was read and on what tasks computed.
// CHECK: check: ok
// UNTIL: remark: what follows depends on an element of 'e' that tasks write: submission waits
// UNTIL: orchestration {{.*}} elements read, 7 waits of
// UNTIL: check: ok
#include <ptowsp/ptowsp.h>
enum { B = 6, T = 5, N = 32 };
wsp_kernel static void half(float x[N]) { for (int i = 0; i < N; i++) x[i] *= 0.5f; }
wsp_kernel static void largest(const float x[N], float e[1]) {
  e[0] = 0;
  for (int i = 0; i < N; i++) e[0] = x[i] * x[i] > e[0] ? x[i] * x[i] : e[0];
}
wsp_workload void search(float x[B][T][N], const int a[B][T], const int b[B], int at[1]) {
  for (int i = 0; i < B; i++) {
    for (int t = 0; t < T; t++) {
      if (a[i][t] > 5) break;
      half(x[i][t]);
      if (a[i][t] == b[i]) { at[0] = i; return; }
      if (a[i][t] < 0) { if (b[i] < -4) continue; half(x[i][0]); }
      half(x[i][t]);
    }
    if (b[i] == 7) break;
    half(x[i][1]);
  }
  half(x[B - 1][T - 1]);
}
wsp_workload void until(float x[N], int steps[1]) {
  float e[1];
  int n = 0;
  for (int i = 0; i < 20; i++, n++) {
    half(x);
    largest(x, e);
    if (e[0] < 1e-4f) break;
  }
  steps[0] = n;
}
