// RUN: ptowsp-run %s --size n=64 --check | FileCheck %s
// RUN: ptowsp-run %s --size n=8 --check | FileCheck %s

// A sum by halves, of as many rows as a parameter says.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64, M = 32 };
wsp_kernel static void add(wsp_in const float b[M], wsp_inout float a[M]) {
  for (int j = 0; j < M; j++) a[j] += b[j];
}
wsp_workload void sum(int n, wsp_inout float x[N][M]) {
  for (int h = n / 2; h > 0; h /= 2)
    for (int i = 0; i < h; i++) add(x[i + h], x[i]);
}
