// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Bounds are affine in outer variables, constants and scalars, in index arithmetic.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[64][64], int n) {
  for (int i = 0; i < n / 2; i++)
    for (int j = i + 1; j < 64 - 2 * i; j++) a[i][j] = 0;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<64x64xf32, strided<[64, 1], offset: ?>>, %n: value i32)
// CHECK: %[[V0:.+]] = arith.index_cast %n : i32 to index
// CHECK: %[[V1:.+]] = arith.divsi %[[V0]], %c2{{.*}} : index
// CHECK: scf.for %i = %c0{{.*}} to %[[V1]] step %c1{{.*}} {
// CHECK: %[[V2:.+]] = arith.addi %i, %c1{{.*}} : index
// CHECK: %[[V3:.+]] = arith.muli %c2{{.*}}, %i : index
// CHECK: %[[V4:.+]] = arith.subi %c64{{.*}}, %[[V3]] : index
// CHECK: scf.for %j = %[[V2]] to %[[V4]] step %c1{{.*}} {
// CHECK: %[[V5:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: memref.store %[[V5]], %a[%i, %j]
// CHECK: } {wsp.iv = "j"}
// CHECK: } {wsp.iv = "i"}
