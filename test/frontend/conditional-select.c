// RUN: ptowsp-translate --import-c %s | FileCheck %s

// ?: of values that may as well be computed always is arith.select.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
  for (int i = 0; i < 8; i++) a[i] = a[i] > 0 ? a[i] : 0.1f * a[i];
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = memref.load %a[%i]
// CHECK: %[[V1:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[V2:.+]] = arith.cmpf ogt, %[[V0]], %[[V1]] : f32
// CHECK: %[[V3:.+]] = arith.constant 1.000000e-01 : f32
// CHECK: %[[V4:.+]] = arith.mulf %[[V3]], %[[V0]] : f32
// CHECK: %[[V5:.+]] = arith.select %[[V2]], %[[V0]], %[[V4]] : f32
// CHECK: memref.store %[[V5]], %a[%i]
// CHECK: } {wsp.iv = "i"}
