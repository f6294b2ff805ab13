// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A slice whose rows are not as long as the parameter says would be read wrongly by C itself.
#include <ptowsp/ptowsp.h>
// CHECK-DAG: :[[#@LINE+3]]:32: note: passing argument to parameter 'a' here
// CHECK-DAG: :[[#@LINE+2]]:32: note: passing argument to parameter 'a' here
// CHECK-DAG: :[[#@LINE+1]]:32: note: passing argument to parameter 'a' here
wsp_kernel static void k(float a[4][8]) { a[0][0] = 1; }
// CHECK-DAG: :[[#@LINE+1]]:36: note: passing argument to parameter 'a' here
wsp_kernel static void l(const int a[8]) { (void)a; }
wsp_workload void w(float A[8][16], const float B[8][8], unsigned C[8]) {
// CHECK-DAG: :[[#@LINE+1]]:5: error: incompatible pointer types passing 'float (*)[16]' to parameter of type 'float (*)[8]'
  k(A);
// CHECK-DAG: :[[#@LINE+1]]:5: error: incompatible pointer types passing 'float[16]' to parameter of type 'float (*)[8]'
  k(A[1]);
// CHECK-DAG: :[[#@LINE+1]]:5: error: passing 'const float (*)[8]' to parameter of type 'float (*)[8]' discards qualifiers
  k(B);
// CHECK-DAG: :[[#@LINE+1]]:5: error: passing 'unsigned int *' to parameter of type 'const int *' converts between pointers to integer types with different sign
  l(C);
}
