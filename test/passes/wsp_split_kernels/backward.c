// Loops of a product that count down, begin at another loop's variable, or add by fmaf are the plain ones.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --cse --wsp-split-kernels --wsp-raise-loops | FileCheck %s
// RUN: ptowsp-run --workload=run --check %s 2>&1 | FileCheck --check-prefix=CHECKED %s
// CHECKED-NOT: scalar
// CHECKED: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>

// CHECK-LABEL: wsp.kernel @down
// CHECK: pto.tmatmul
wsp_kernel static void down(wsp_in const float a[20][9], wsp_in const float b[9][24], wsp_inout float c[20][24]) {
  for (int i = 19; i >= 0; i--)
    for (int j = 23; j > 0; j--)
      for (int k = 8; k >= 0; k--) c[i][j] += a[i][k] * b[k][j];
}
// CHECK-LABEL: wsp.kernel @blocks
// CHECK: pto.tmatmul
wsp_kernel static void blocks(wsp_in const float a[20][9], wsp_in const float b[9][24], wsp_inout float c[20][24]) {
  for (int t = 0; t < 20; t += 5)
    for (int i = t; i < t + 5; i++)
      for (int j = 0; j < 24; j++)
        for (int k = 0; k < 9; k++) c[i][j] += a[i][k] * b[k][j];
}
// CHECK-LABEL: wsp.kernel @fused
// CHECK: pto.tmatmul
wsp_kernel static void fused(wsp_in const float a[20][9], wsp_in const float b[9][24], wsp_inout float c[20][24]) {
  for (int i = 0; i < 20; i++)
    for (int j = 0; j < 24; j++)
      for (int k = 0; k < 9; k++) c[i][j] = fmaf(a[i][k], b[k][j], c[i][j]);
}
// Each sum needs the row that the iteration before has made: no order but the program's will do.
// CHECK-LABEL: wsp.kernel @chain
// CHECK-NOT: pto.tmatmul
// CHECK-LABEL: wsp.workload
wsp_kernel static void chain(wsp_inout float a[20][9], wsp_in const float b[9][9]) {
  for (int i = 18; i >= 0; i--)
    for (int j = 0; j < 9; j++)
      for (int k = 0; k < 9; k++) a[18 - i + 1][j] += a[18 - i][k] * b[k][j];
}
wsp_workload void run(wsp_in const float a[20][9], wsp_in const float b[9][24], wsp_inout float c[20][24]) {
  down(a, b, c);
  blocks(a, b, c);
  fused(a, b, c);
}
wsp_workload void row(wsp_inout float a[20][9], wsp_in const float b[9][9]) { chain(a, b); }
