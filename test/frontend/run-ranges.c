// RUN: ptowsp-run %s --check | FileCheck %s

// Ranges of GNU C in designators and cases; assertions of constants.
#include <assert.h>
#include <ptowsp/ptowsp.h>
enum { N = 16 };
static const float table[N] = {[0 ... 3] = 1.5f, [6 ... 14] = 2, 3};
wsp_kernel void k(const int a[N], float o[N], int r[4][3]) {
  assert(N == 16 && "the table's extent");
  static_assert(sizeof(int) == 4, "int");
  int t[N] = {[2 ... 5] = 3, 4, [0] = -1}, u[4][3] = {[1 ... 2] = {7, 8}, [3][0 ... 1] = 9, [0][1] = 2, 5};
  for (int i = 0; i < N; i++) {
    switch (a[i] % 8) {
      case -7 ... - 1: o[i] = -1; break;
      case 0: case 2 ... 4: o[i] = 1; break;
      default: o[i] = table[i] + t[i];
    }
  }
  for (int i = 0; i < 4; i++) for (int j = 0; j < 3; j++) r[i][j] = u[i][j];
}
wsp_workload void w(const int A[N], float O[N], int R[4][3]) { k(A, O, R); }

// CHECK: check: ok
