// RUN: ptowsp-translate --import-c %s | FileCheck %s

// if and else become scf.if; conditions on loop variables stay affine.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8][8]) {
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 8; j++)
      if (j <= i)
        a[i][j] = 1;
      else if (a[i][j] > 0)
        a[i][j] = 2;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8x8xf32, strided<[8, 1], offset: ?>>)
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: scf.for %j = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.cmpi sle, %j, %i : index
// CHECK: scf.if %[[V0]] {
// CHECK: %[[V1:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V1]], %a[%i, %j]
// CHECK: } else {
// CHECK: %[[V2:.+]] = memref.load %a[%i, %j]
// CHECK: %[[V3:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[V4:.+]] = arith.cmpf ogt, %[[V2]], %[[V3]] : f32
// CHECK: scf.if %[[V4]] {
// CHECK: %[[V5:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: memref.store %[[V5]], %a[%i, %j]
// CHECK: } {wsp.iv = "j"}
// CHECK: } {wsp.iv = "i"}
