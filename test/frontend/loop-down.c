// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Loops that count down run over the distance from the first value.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[64], int n) {
  for (int i = 63; i >= 0; i--) a[i] = 1;
  for (int i = n; i > 3; i -= 2) a[i] = 2;
  for (unsigned u = 64; u > 0; --u) a[u - 1] = 3;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<64xf32, strided<[1], offset: ?>>, %n: value i32)
// CHECK: scf.for %i = %c0{{.*}} to %c64{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.subi %c63{{.*}}, %i : index
// CHECK: %[[V1:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V1]], %a[%[[V0]]]
// CHECK: } {wsp.iv = "i"}
// CHECK: %[[V2:.+]] = arith.index_cast %n : i32 to index
// CHECK: %[[V3:.+]] = arith.subi %[[V2]], %c3{{.*}} : index
// CHECK: scf.for %i = %c0{{.*}} to %[[V3]] step %c2{{.*}} {
// CHECK: %[[V4:.+]] = arith.subi %[[V2]], %i : index
// CHECK: %[[V5:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: memref.store %[[V5]], %a[%[[V4]]]
// CHECK: } {wsp.iv = "i"}
// CHECK: scf.for %u = %c0{{.*}} to %c64{{.*}} step %c1{{.*}} {
// CHECK: %[[V6:.+]] = arith.subi %c64{{.*}}, %u : index
// CHECK: %[[V7:.+]] = arith.subi %[[V6]], %c1{{.*}} : index
// CHECK: %[[V8:.+]] = arith.constant 3.000000e+00 : f32
// CHECK: memref.store %[[V8]], %a[%[[V7]]]
// CHECK: } {wsp.iv = "u"}
