// RUN: ptowsp-run %s --check | FileCheck %s

// Functions that call functions, inlined three deep, with local variables of the same name.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 18 };
static float square(float x) { float t = x * x; return t; }
static float norm(float x, float y) { float t = square(x) + square(y); return t / (1 + t); }
static void row(const float *a, const float *b, float *c) {
  for (int i = 0; i < N; i++) { float t = norm(a[i], b[i]); c[i] = t - square(t); }
}
wsp_kernel static void k(wsp_in const float a[N], wsp_in const float b[N], wsp_out float c[N]) { row(a, b, c); }
wsp_workload void nested(wsp_in const float A[N], wsp_in const float B[N], wsp_out float C[N]) { k(A, B, C); }
