// RUN: ptowsp-translate --import-c %s | FileCheck %s

// An inner declaration hides an outer one.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
  const int i = 7;
  for (int i = 0; i < 4; i++) {
    const int j = i;
    a[j] = 1;
  }
  a[i] = 2;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: scf.for %i = %c0{{.*}} to %c4{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V0]], %a[%i]
// CHECK: } {wsp.iv = "i"}
// CHECK: %[[V1:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: memref.store %[[V1]], %a[%c7{{.*}}]
