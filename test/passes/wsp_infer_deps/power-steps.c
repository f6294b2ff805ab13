// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline="builtin.module(canonicalize,wsp-infer-deps)" | FileCheck %s

// A bound that is a shift by a loop's variable is followed for each iteration; where a step varies, no
// task hides the writes before it.
// CHECK: RAW,WAR,WAW a: { T0[h, g] -> T0[o0, g] : {{.*}}o0 < h
// CHECK: depends = ["RAW a: { T1[] -> T0[o0, 2] :
#include <ptowsp/ptowsp.h>
enum { N = 256, T = 16 };
wsp_kernel static void add(wsp_inout float x[T], wsp_in const float y[T]) { for (int i = 0; i < T; i++) x[i] += y[i]; }
wsp_workload void tree(wsp_inout float a[N], wsp_inout float b[T], wsp_in const float c[T]) {
  for (int h = 1; h < 8; h *= 2)
    for (int g = 0; g < 8; g += 2 * h) add(&a[T * g], c);
  add(b, &a[T * 2]);
}
