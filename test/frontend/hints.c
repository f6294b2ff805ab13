// RUN: ptowsp-run %s --check | FileCheck %s

// What gcc is told of branches and alignment changes nothing.
#include <ptowsp/ptowsp.h>
#define likely(x) __builtin_expect(!!(x), 1)
// CHECK: check: ok
wsp_kernel static void k(const float x[64], float y[64])
{
  const float *a = __builtin_assume_aligned(x, 16);
  for (int i = 0; i < 64; i++)
    if (likely(a[i] > 0)) y[i] = a[i];
    else y[i] = -1;
}
wsp_workload void w(const float x[64], float y[64]) { k(x, y); }
