// RUN: ptowsp-run %s --check | FileCheck %s

// A bitonic sorting network of 32 numbers.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 32 };
wsp_kernel static void k(wsp_inout int32_t a[N], int size, int gap) {
  for (int i = 0; i < N; i++) {
    int other = i ^ gap;
    if (other > i && ((i & size) == 0) == (a[i] > a[other])) {
      int32_t t = a[i];
      a[i] = a[other];
      a[other] = t;
    }
  }
}
wsp_workload void sort(wsp_inout int32_t A[N]) {
  k(A, 2, 1);
  k(A, 4, 2); k(A, 4, 1);
  k(A, 8, 4); k(A, 8, 2); k(A, 8, 1);
  k(A, 16, 8); k(A, 16, 4); k(A, 16, 2); k(A, 16, 1);
  k(A, 32, 16); k(A, 32, 8); k(A, 32, 4); k(A, 32, 2); k(A, 32, 1);
}
