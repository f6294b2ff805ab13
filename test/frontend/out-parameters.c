// RUN: ptowsp-translate --import-c %s | FileCheck %s
// RUN: ptowsp-run %s --check --size n=5

#include <ptowsp/ptowsp.h>
static void swap(int *a, int *b) {
  int t = *a;
  *a = *b;
  *b = t;
}
static _Bool split(int x, int *q, int r[1]) {
  if (x < 0) return 0;
  *q = x / 10;
  r[0] = x % 10;
  return 1;
}
static void sum(const int a[4], int *out) {
  int n = 0;
  for (int i = 0; i < 4; i++) n += a[i];
  swap(&out[0], &n);
}
static void clamp(int *x, int hi) {
  if (*x > hi) *x = hi;
}

// The address of a scalar is an array of that one element: the function writes the caller's.
// CHECK-LABEL: wsp.kernel @k
// CHECK:         %total = memref.alloc()
// CHECK:         memref.store %{{.*}}, %total[] : memref<i32>
wsp_kernel static void k(const int a[4], int o[4], int scale) {
  int total = 0, q = 0, r = 0;
  sum(a, &total);
  for (int i = 0; i < 4; i++) {
    if (split(a[i], &q, &r)) swap(&q, &total);
    o[i] = (q + r + total) * scale;
  }
}

// What a workload's scalar holds behind such a call is known.
wsp_workload void w(wsp_in const int A[4], wsp_out int B[4], int n) {
  int m = n * 3;
  clamp(&m, 10);
  k(A, B, m);
}
