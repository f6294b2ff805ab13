// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s --implicit-check-not=error:

#include <ptowsp/ptowsp.h>
static const int N = 3;
// CHECK: :[[#@LINE+1]]:32: error: 's' is one scalar: it has element 0 only
static void f(int *p) { *p = p[1]; }
// CHECK: :[[#@LINE+1]]:32: error: 's' is one scalar: nothing stands beside it
static void g(int *p) { *p = *(p + 1); }
static void set(int *p) { *p = 2; }
static int get(const int *p) { return *p; }
wsp_kernel void k(int a[8]) {
  int s = 1;
  f(&s);
  g(&s);
  // A second name of a scalar, whose changes nobody would see.
  // CHECK: :[[#@LINE+1]]:3: error: 'q' would be another name of the scalar 's'; write that
  int *q = &s;
  // CHECK: :[[#@LINE+1]]:35: error: the loop variable 'i' has no address; copy it to a scalar of its own
  for (int i = 0; i < 8; i++) set(&i);
  // CHECK: :[[#@LINE+1]]:14: error: 'N' is not local; copy it to a scalar of its own
  a[0] = get(&N);
  // C reads s before every iteration.
  // CHECK: :[[#@LINE+1]]:23: error: the bound 's' is changed inside the loop; copy it before the loop
  for (int j = 0; j < s; j++) set(&s);
}
wsp_kernel static void task(int a[1]) { a[0] = 1; }
wsp_workload void w(wsp_out int A[8]) {
  int s = 1;
  // CHECK: :[[#@LINE+1]]:8: error: a task works on arrays; declare 's' as an array of one element
  task(&s);
  A[0] = s;
}
