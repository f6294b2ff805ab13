// RUN: ptowsp-translate --import-c %s -o %t.mlir
// RUN: ptowsp-opt --wsp-split-kernels %t.mlir | FileCheck %s

// Many small products side by side, whose elements of one matrix are far apart, are no product of matrices: the
// kernel is left to the vector unit, which has a lane for each of them.
// CHECK: wsp.kernel @products
// CHECK-NOT: wsp.kernel
// CHECK: wsp.workload
#include <ptowsp/ptowsp.h>

enum { N = 500 };

wsp_kernel static void products(const float a[3][3][N], const float b[3][3][N], float c[3][3][N]) {
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      for (int n = 0; n < N; n++) {
        float s = 0;
        for (int k = 0; k < 3; k++) s += a[i][k][n] * b[k][j][n];
        c[i][j][n] = s;
      }
}
wsp_workload void w(const float a[3][3][N], const float b[3][3][N], float c[3][3][N]) { products(a, b, c); }
