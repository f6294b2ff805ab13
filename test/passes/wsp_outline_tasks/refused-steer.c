// RUN: not ptowsp-run %s 2>&1 | FileCheck %s

// What no orchestration computes is left to a kernel.
#include <math.h>
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(const float x[64], float y[64])
{
  for (int i = 0; i < 64; i++) y[i] = x[i];
}
wsp_workload void w(const float p[4], const float A[4][64], float B[4][64])
{
  for (int i = 0; i < 4; i++)
    // CHECK: :[[#@LINE+1]]:9: error: which tasks there are depends on 'math.fma', which a workload does not compute; let a kernel compute it into an array of one element, and read that
    if (fmaf(p[i], p[i], 1) > 2) k(A[i], B[i]);
}
