// Products that pass a local array on to each other: the cube has no place for it, so it goes to global
// memory, and the kernel stays one.
// RUN: ptowsp-run --check %s 2>&1 | FileCheck %s
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// CHECK: remark: kernel 'twice' keeps 1 local array of its matrix products in global memory
// CHECK-NOT: scalar
// CHECK: tasks 1
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { T = 17, D = 12, F = 21 };

wsp_kernel static void twice(wsp_in const float x[T][D], wsp_in const float v[D][F], wsp_in const float w[F][D], wsp_out float y[T][D]) {
  float h[T][F];
  for (int i = 0; i < T; i++)
    for (int j = 0; j < F; j++) {
      h[i][j] = 0;
      for (int k = 0; k < D; k++) h[i][j] += x[i][k] * v[k][j];
    }
  for (int i = 0; i < T; i++)
    for (int j = 0; j < D; j++) {
      y[i][j] = 0;
      for (int k = 0; k < F; k++) y[i][j] += h[i][k] * w[k][j];
    }
}
wsp_workload void run(wsp_in const float x[T][D], wsp_in const float v[D][F], wsp_in const float w[F][D], wsp_out float y[T][D]) { twice(x, v, w, y); }
