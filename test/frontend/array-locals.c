// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Local arrays of a kernel live in its frame; missing initializers are zero.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
  float t[2][2] = {{1, 2}, {3, 4}}, z[4] = {5};
  a[0] = t[1][0] + z[3];
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: %t = memref.alloc() {wsp.name = "t"} : memref<2x2xf32>
// CHECK: %[[V0:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V0]], %t[%c0{{.*}}, %c0{{.*}}]
// CHECK: %[[V1:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: memref.store %[[V1]], %t[%c0{{.*}}, %c1{{.*}}]
// CHECK: %[[V2:.+]] = arith.constant 3.000000e+00 : f32
// CHECK: memref.store %[[V2]], %t[%c1{{.*}}, %c0{{.*}}]
// CHECK: %[[V3:.+]] = arith.constant 4.000000e+00 : f32
// CHECK: memref.store %[[V3]], %t[%c1{{.*}}, %c1{{.*}}]
// CHECK: %z = memref.alloc() {wsp.name = "z"} : memref<4xf32>
// CHECK: scf.for %arg0 = %c0{{.*}} to %c4{{.*}} step %c1{{.*}} {
// CHECK: %[[V4:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: memref.store %[[V4]], %z[%arg0]
// CHECK: %[[V5:.+]] = arith.constant 5.000000e+00 : f32
// CHECK: memref.store %[[V5]], %z[%c0{{.*}}]
// CHECK: %[[V6:.+]] = memref.load %t[%c1{{.*}}, %c0{{.*}}]
// CHECK: %[[V7:.+]] = memref.load %z[%c3{{.*}}]
// CHECK: %[[V8:.+]] = arith.addf %[[V6]], %[[V7]] : f32
// CHECK: memref.store %[[V8]], %a[%c0{{.*}}]
