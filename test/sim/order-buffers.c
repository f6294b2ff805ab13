// RUN: ptowsp-run %s --check | FileCheck %s

// A local array is a buffer of its own: what passes through it is ordered too.
// CHECK: tasks {{ *}}24
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { ROWS = 8, COLS = 16 };

wsp_kernel static void square(wsp_in const int a[COLS], wsp_out int b[COLS]) {
  for (int i = 0; i < COLS; i++) b[i] = a[i] * a[i];
}
wsp_kernel static void add(wsp_in const int a[COLS], wsp_inout int b[COLS]) {
  for (int i = 0; i < COLS; i++) b[i] += a[i];
}
wsp_workload void through(wsp_in const int A[ROWS][COLS], wsp_inout int B[ROWS][COLS]) {
  int t[COLS], u[COLS];
  for (int i = 0; i < ROWS; i++) {
    square(A[i], t);
    square(t, u);
    add(u, B[i]);
  }
}
