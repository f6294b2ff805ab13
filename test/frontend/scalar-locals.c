// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A local scalar is a value if it never changes, else a cell.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
  const float x = a[0];
  float s = 0, t;
  for (int i = 0; i < 8; i++) s += a[i] * x;
  t = s;
  a[0] = t;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: %[[V0:.+]] = memref.load %a[%c0{{.*}}]
// CHECK: %[[V1:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %s = memref.alloc() {wsp.name = "s"} : memref<f32>
// CHECK: memref.store %[[V1]], %s[]
// CHECK: %t = memref.alloc() {wsp.name = "t"} : memref<f32>
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V2:.+]] = memref.load %a[%i]
// CHECK: %[[V3:.+]] = arith.mulf %[[V2]], %[[V0]] : f32
// CHECK: %[[V4:.+]] = memref.load %s[]
// CHECK: %[[V5:.+]] = arith.addf %[[V4]], %[[V3]] : f32
// CHECK: memref.store %[[V5]], %s[]
// CHECK: } {wsp.iv = "i"}
// CHECK: %[[V6:.+]] = memref.load %s[]
// CHECK: memref.store %[[V6]], %t[]
// CHECK: %[[V7:.+]] = memref.load %t[]
// CHECK: memref.store %[[V7]], %a[%c0{{.*}}]
