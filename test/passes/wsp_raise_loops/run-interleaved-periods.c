// Elements woven by one period and then by another keep what neither writes.
// RUN: ptowsp-run %s --check | FileCheck %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };

wsp_kernel static void mix(wsp_inout float y[N], wsp_out float z[N], wsp_in const float a[N / 4],
                           wsp_in const float b[N / 2]) {
  for (int j = 0; j < N; j++) z[j] = y[j];
  for (int j = 0; j < N / 4; j++) y[4 * j + 1] = a[j];
  for (int j = 0; j < N / 2; j++) y[2 * j] = b[j];
}

wsp_workload void periods(wsp_inout float y[N], wsp_out float z[N], wsp_in const float a[N / 4],
                          wsp_in const float b[N / 2]) {
  mix(y, z, a, b);
}
