// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Array parameters of a kernel are views of their declared rows, wherever they start.
#include <ptowsp/ptowsp.h>
enum { T = 64, K = 256 };
wsp_kernel void k(wsp_in const float a[T][K], wsp_out double b[restrict static T], wsp_inout int c[2][3][4],
                  float d[8]) {
  b[0] = a[0][0] + c[0][0][0] + d[0];
}

// CHECK-LABEL: wsp.kernel @k(%a: in memref<64x256xf32{{.*}}>, %b: out memref<64xf64{{.*}}>, %c: inout memref<2x3x4xi32{{.*}}>, %d: memref<8xf32{{.*}}>)
