// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A loop whose body never runs is imported like any other.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
  for (int i = 5; i < 3; i++) a[i] = 0;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: scf.for %i = %c5{{.*}} to %c3{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: memref.store %[[V0]], %a[%i]
// CHECK: } {wsp.iv = "i"}
