// RUN: ptowsp-translate --import-c %s | FileCheck %s

// && and || evaluate their right side only if needed, or if it cannot matter.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], const int b[8]) {
  for (int i = 0; i < 8; i++) {
    if (i > 1 && i < 6) a[i] = 1;
    if (i == 0 || b[i - 1] > 0) a[i] = 2;
  }
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32{{.*}}>, %b: memref<8xi32{{.*}}>)
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.cmpi sgt, %i, %c1{{.*}} : index
// CHECK: %[[V1:.+]] = arith.cmpi slt, %i, %c6{{.*}} : index
// CHECK: %[[V2:.+]] = arith.andi %[[V0]], %[[V1]] : i1
// CHECK: scf.if %[[V2]] {
// CHECK: %[[V3:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V3]], %a[%i]
// CHECK: %[[V4:.+]] = arith.cmpi eq, %i, %c0{{.*}} : index
// CHECK: %[[V5:.+]] = scf.if %[[V4]] -> (i1) {
// CHECK: scf.yield %[[V6:.+]] : i1
// CHECK: } else {
// CHECK: %[[V7:.+]] = arith.subi %i, %c1{{.*}} : index
// CHECK: %[[V8:.+]] = memref.load %b[%[[V7]]]
// CHECK: %[[V9:.+]] = arith.constant 0 : i32
// CHECK: %[[V10:.+]] = arith.cmpi sgt, %[[V8]], %[[V9]] : i32
// CHECK: scf.yield %[[V10]] : i1
// CHECK: scf.if %[[V5]] {
// CHECK: %[[V11:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: memref.store %[[V11]], %a[%i]
// CHECK: } {wsp.iv = "i"}
