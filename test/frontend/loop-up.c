// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Loops that count up become scf.for as they are.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[64], int n) {
  for (int i = 0; i < 64; i++) a[i] = 1;
  for (int i = n; i <= 62; i += 2) a[i] = 2;
  for (long j = 0; 60 > j; j = j + 3) a[j] = 3;
  for (unsigned u = 0; u != 64; u += 4) a[u] = 4;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<64xf32, strided<[1], offset: ?>>, %n: value i32)
// CHECK: scf.for %i = %c0{{.*}} to %c64{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V0]], %a[%i]
// CHECK: } {wsp.iv = "i"}
// CHECK: %[[V1:.+]] = arith.index_cast %n : i32 to index
// CHECK: scf.for %i = %[[V1]] to %c63{{.*}} step %c2{{.*}} {
// CHECK: %[[V2:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: memref.store %[[V2]], %a[%i]
// CHECK: } {wsp.iv = "i"}
// CHECK: scf.for %j = %c0{{.*}} to %c60{{.*}} step %c3{{.*}} {
// CHECK: %[[V3:.+]] = arith.constant 3.000000e+00 : f32
// CHECK: memref.store %[[V3]], %a[%j]
// CHECK: } {wsp.iv = "j"}
// CHECK: scf.for %u = %c0{{.*}} to %c64{{.*}} step %c4{{.*}} {
// CHECK: %[[V4:.+]] = arith.constant 4.000000e+00 : f32
// CHECK: memref.store %[[V4]], %a[%u]
// CHECK: } {wsp.iv = "u"}
