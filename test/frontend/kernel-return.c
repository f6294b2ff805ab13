// RUN: ptowsp-translate --import-c %s | FileCheck %s

// return; may end a kernel.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
  a[0] = 1;
  return;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: %[[V0:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V0]], %a[%c0{{.*}}]
