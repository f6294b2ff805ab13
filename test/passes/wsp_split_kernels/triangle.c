// A product over a triangle is parted into what all rows of a block sum and the rest of each row; nothing is
// read that the program does not. Where there would be too many parts, the vector unit does it.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --cse --wsp-split-kernels | FileCheck %s
// RUN: ptowsp-run --workload=run --check %s 2>&1 | FileCheck --check-prefix=CHECKED %s
// RUN: ptowsp-translate --target=a2a3sim_codegen --workload=run -o %t.tree %s
// CHECKED-NOT: scalar
// CHECKED: check: ok
#include <ptowsp/ptowsp.h>

// Sixteen rows of one, a block of rows 16 to 19 by columns 0 to 16, and the rest of the last three.
// CHECK-LABEL: wsp.kernel @lower
// CHECK-COUNT-20: wsp.product
// CHECK-NOT: wsp.product
wsp_kernel static void lower(wsp_in const float l[20][20], wsp_in const float b[20][24], wsp_inout float c[20][24]) {
  for (int i = 0; i < 20; i++)
    for (int j = 0; j < 24; j++)
      for (int k = 0; k <= i; k++) c[i][j] += l[i][k] * b[k][j];
}
// A triangle of results.
// CHECK-LABEL: wsp.kernel @square
// CHECK-COUNT-20: wsp.product
// CHECK-NOT: wsp.product
wsp_kernel static void square(wsp_in const float a[20][9], wsp_inout float c[20][20]) {
  for (int i = 0; i < 20; i++)
    for (int j = 0; j <= i; j++) {
      c[i][j] = 0;
      for (int k = 0; k < 9; k++) c[i][j] += a[i][k] * a[j][k];
    }
}
// A factor with a number is computed for all rows, though half of the columns use it.
// CHECK-LABEL: wsp.kernel @scaled
// CHECK-COUNT-20: wsp.product
// CHECK-NOT: wsp.product
wsp_kernel static void scaled(wsp_in const float a[20][9], wsp_inout float c[20][20]) {
  for (int i = 0; i < 20; i++) {
    for (int j = 0; j <= i; j++) c[i][j] *= 0.5f;
    for (int k = 0; k < 9; k++)
      for (int j = 0; j <= i; j++) c[i][j] += 1.5f * a[i][k] * a[j][k];
  }
}
// CHECK-LABEL: wsp.kernel @many
// CHECK-NOT: wsp.product
// CHECK-LABEL: wsp.workload
wsp_kernel static void many(wsp_in const float l[300][300], wsp_in const float b[300][24], wsp_inout float c[300][24]) {
  for (int i = 0; i < 300; i++)
    for (int j = 0; j < 24; j++)
      for (int k = 0; k <= i; k++) c[i][j] += l[i][k] * b[k][j];
}
wsp_workload void run(wsp_in const float L[20][20], wsp_in const float B[20][24], wsp_inout float C[20][24], wsp_in const float A[20][9], wsp_inout float S[20][20]) {
  lower(L, B, C);
  square(A, S);
  scaled(A, S);
}
wsp_workload void large(wsp_in const float L[300][300], wsp_in const float B[300][24], wsp_inout float C[300][24]) { many(L, B, C); }
