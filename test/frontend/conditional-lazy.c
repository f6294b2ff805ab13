// RUN: ptowsp-translate --import-c %s | FileCheck %s

// ?: reads an element only if C does.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], const float b[8]) {
  for (int i = 0; i < 8; i++) a[i] = i > 0 ? b[i - 1] : 0;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32{{.*}}>, %b: memref<8xf32{{.*}}>)
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.cmpi sgt, %i, %c0{{.*}} : index
// CHECK: %[[V1:.+]] = scf.if %[[V0]] -> (f32) {
// CHECK: %[[V2:.+]] = arith.subi %i, %c1{{.*}} : index
// CHECK: %[[V3:.+]] = memref.load %b[%[[V2]]]
// CHECK: scf.yield %[[V3]] : f32
// CHECK: } else {
// CHECK: %[[V4:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: scf.yield %[[V4]] : f32
// CHECK: memref.store %[[V1]], %a[%i]
// CHECK: } {wsp.iv = "i"}
