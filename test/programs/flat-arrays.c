// RUN: ptowsp-run %s --check | FileCheck %s

// Three dimensions in flat arrays, with a macro for the subscript.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#define NX 8
#define NY 7
#define NZ 16
#define IDX(i, j, k) (((i) * NY + (j)) * NZ + (k))
#define CELLS (NX * NY * NZ)

wsp_workload void heat(const float u[CELLS], float v[CELLS], wsp_in const float coef[2]) {
  const int last = NX - 1;
  for (int i = 0; i < NX; ++i)
    for (int j = 0; j < NY; ++j)
      for (int k = 0; k < NZ; ++k) v[IDX(i, j, k)] = u[IDX(i, j, k)];
  for (int i = 1; i < last; ++i)
    for (int j = 1; j < NY - 1; ++j)
      for (int k = 1; k < NZ - 1; ++k)
        v[IDX(i, j, k)] =
            coef[0] * u[IDX(i, j, k)] +
            coef[1] * (u[IDX(i - 1, j, k)] + u[IDX(i + 1, j, k)] + u[IDX(i, j - 1, k)] +
                       u[IDX(i, j + 1, k)] + u[IDX(i, j, k - 1)] + u[IDX(i, j, k + 1)]);
}
