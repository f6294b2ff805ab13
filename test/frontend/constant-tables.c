// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A constant array of the file is a local array, filled once where the kernel begins.
#include <ptowsp/ptowsp.h>
static const float w[2][2] = {{1, 2}, {3}};
wsp_kernel void k(float a[8]) {
  for (int i = 0; i < 2; i++) a[i] = w[i][1];
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: %w = memref.alloc() {wsp.name = "w"} : memref<2x2xf32>
// CHECK: scf.for %arg0 = %c0{{.*}} to %c2{{.*}} step %c1{{.*}} {
// CHECK: scf.for %arg1 = %c0{{.*}} to %c2{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: memref.store %[[V0]], %w[%arg0, %arg1]
// CHECK: %[[V1:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V1]], %w[%c0{{.*}}, %c0{{.*}}]
// CHECK: %[[V2:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: memref.store %[[V2]], %w[%c0{{.*}}, %c1{{.*}}]
// CHECK: %[[V3:.+]] = arith.constant 3.000000e+00 : f32
// CHECK: memref.store %[[V3]], %w[%c1{{.*}}, %c0{{.*}}]
// CHECK: scf.for %i = %c0{{.*}} to %c2{{.*}} step %c1{{.*}} {
// CHECK: %[[V4:.+]] = memref.load %w[%i, %c1{{.*}}]
// CHECK: memref.store %[[V4]], %a[%i]
// CHECK: } {wsp.iv = "i"}
