// RUN: ptowsp-run %s --check --workload=up | FileCheck %s
// RUN: ptowsp-run %s --check --workload=down | FileCheck %s
// RUN: ptowsp-run %s --check --workload=fft | FileCheck %s
// RUN: ptowsp-run %s --check --workload=bitonic | FileCheck %s
// RUN: ptowsp-run %s --check --workload=tiled | FileCheck %s

// Trees and butterflies: bounds, steps and subscripts that follow a variable that is doubled.
#include <ptowsp/ptowsp.h>
enum { N = 32 };
wsp_kernel static void add(wsp_inout int x[4], wsp_in const int y[4]) { for (int i = 0; i < 4; i++) x[i] += y[i]; }
wsp_workload void up(wsp_inout int a[64]) {
  for (int h = 1; h < 16; h *= 2) for (int g = 0; g + h < 16; g += 2 * h) add(&a[4 * g], &a[4 * (g + h)]);
}
wsp_workload void down(wsp_inout int a[64]) {
  for (int h = 8; h >= 1; h >>= 1) for (int g = 0; g < h; g++) add(&a[4 * g], &a[4 * (g + h)]);
}
wsp_workload void fft(wsp_inout int a[N]) {
  for (int h = 1; h < N; h *= 2)
    for (int g = 0; g < N; g += 2 * h)
      for (int j = 0; j < h; j++) { int t = a[g + j]; a[g + j] = t + a[g + j + h]; a[g + j + h] = t - a[g + j + h]; }
}
wsp_workload void bitonic(wsp_inout int a[N]) {
  for (int k = 2; k <= N; k *= 2)
    for (int j = k / 2; j > 0; j /= 2)
      for (int i = 0; i < N; i++) {
        int l = i ^ j;
        if (l > i && ((i & k) == 0 ? a[i] > a[l] : a[i] < a[l])) { int t = a[i]; a[i] = a[l]; a[l] = t; }
      }
}
wsp_workload void tiled(wsp_inout float a[64], wsp_in const float b[128]) {
  for (int h = 1; h <= 64; h += h) for (wsp_tile(16) int i = 0; i < 64; i++) a[i] += b[i + h] * h;
}

// CHECK: check: ok
